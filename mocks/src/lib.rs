//! A mock AWS that decides from a world: STS, IAM, EKS, EC2 and a small Kubernetes API.
