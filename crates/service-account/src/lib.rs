//! IRSA and EKS Pod Identity: what a pod is given.
