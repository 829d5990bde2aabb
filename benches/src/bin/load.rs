//! Asks a mock of AWS as many times as it can for some seconds, over many connections, and checks every answer.
//!
//! `load ADDRESS EXPECTED-ARN SECONDS CONNECTIONS`; the keys come from the variables that AWS clients read. A third each of
//! the requests are GetCallerIdentity, AssumeRole, and DescribeCluster with the keys of a session that AssumeRole gave
//! before; a server that has no cluster gets one first. They are signed before the clock starts, so that what is measured is
//! the server. One line of JSON tells what came back.

#[path = "load/ask.rs"]
mod ask;
#[path = "load/requests.rs"]
mod requests;

use std::{
    env,
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use self::{
    ask::{Seen, ask_until},
    requests::prepare,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [address, arn, seconds, connections] = arguments.as_slice() else {
        return Err("usage: load ADDRESS EXPECTED-ARN SECONDS CONNECTIONS".into());
    };
    let (seconds, connections): (u64, usize) = (seconds.parse()?, connections.parse()?);
    let (asked, requests) = prepare(address, arn).await?;
    let requests = Arc::new(requests);
    let begin = Instant::now();
    let end = begin + Duration::from_secs(seconds);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..connections {
        tasks.spawn(ask_until(address.clone(), Arc::clone(&requests), number, end));
    }
    let mut all = Seen::default();
    while let Some(seen) = tasks.join_next().await {
        all.add(&seen?);
    }
    let Seen { right, faulty, wrong, cut, closed, example } = all;
    let answers = right + faulty + wrong;
    println!(
        "{{\"answers\":{answers},\"per_second\":{:.0},\"right\":{right},\"faulty\":{faulty},\"wrong\":{wrong},\"cut\":{cut},\
         \"closed\":{closed},\"asked_before\":{asked},\"example\":{example:?}}}",
        answers as f64 / begin.elapsed().as_secs_f64()
    );
    Ok(())
}
