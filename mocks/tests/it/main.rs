//! What a client sees of a world.

#[cfg(test)]
mod support;

#[cfg(test)]
mod signatures;
#[cfg(test)]
mod sts;
#[cfg(test)]
mod sts_errors;

#[cfg(test)]
mod federation;

#[cfg(test)]
mod iam;
#[cfg(test)]
mod pods;

#[cfg(test)]
mod ec2;
#[cfg(test)]
mod eks;
#[cfg(test)]
mod session_tokens;

#[cfg(test)]
mod console;
#[cfg(test)]
mod kubernetes;
#[cfg(test)]
mod kubernetes_objects;

#[cfg(test)]
mod checks;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod worlds;

#[cfg(test)]
mod records;

#[cfg(test)]
mod server;

#[cfg(test)]
#[cfg(feature = "aws-sdk")]
mod sdk;
