//! Serves a small world to clients of other languages; `tests/interop/run` starts it.
//!
//! Prints one line of JSON with the loopback address and the mock's own made-up keys, then stays until its standard input
//! closes. The world's clock stands at the time of the start, so a client has the five minutes that signatures are good for.
#![expect(clippy::print_stdout, reason = "the line on standard output is what the caller waits for")]

use std::{
    error::Error,
    io,
    time::{SystemTime, UNIX_EPOCH},
};

use eks_iam_mock_aws::{Account, Cluster, Credentials, MockAws, Role, Timestamp, User, World};
use eks_iam_policy::{NamedPolicy, PolicyDocument};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let world = world()?;
    let mika = world.credentials("arn:aws:iam::111122223333:user/mika")?;
    let ops = world.credentials("arn:aws:sts::111122223333:assumed-role/ops/mika")?;
    let mock = MockAws::start(world).await;
    println!("{}", json!({"address": mock.address().to_string(), "mika": keys(&mika), "ops": keys(&ops)}));
    tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink())).await??;
    Ok(())
}

fn world() -> Result<World, Box<dyn Error>> {
    let trust = NamedPolicy::new("trust", PolicyDocument::parse(TRUST)?);
    let describe = NamedPolicy::new("describe", PolicyDocument::parse(DESCRIBE)?);
    let account = Account::new("111122223333")
        .with_user(User::new("mika"))
        .with_role(Role::new("ops", trust).with_policy(describe));
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let world = World::builder()
        .clock(Timestamp::from_unix(now.try_into()?))
        .account(account)
        .cluster(Cluster::new("shop", "111122223333", "us-west-2"))
        .build()?;
    Ok(world)
}

fn keys(credentials: &Credentials) -> Value {
    json!({
        "access_key_id": credentials.access_key_id,
        "secret_access_key": credentials.secret_access_key.expose(),
        "session_token": credentials.session_token.as_ref().map(|token| token.expose()),
    })
}

const TRUST: &str = r#"{"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
    "Action": "sts:AssumeRole"
}]}"#;

const DESCRIBE: &str = r#"{"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow",
    "Action": "eks:DescribeCluster",
    "Resource": "arn:aws:eks:us-west-2:111122223333:cluster/shop"
}]}"#;
