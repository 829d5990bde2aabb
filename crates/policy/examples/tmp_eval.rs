//! temp
use eks_iam_policy::*;
use serde_json::Value;
use std::io::BufRead;
#[path = "../tests/it/support.rs"]
mod support;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args[1] == "bench" {
        let data: Value =
            serde_json::from_str(&std::fs::read_to_string("/tmp/policies.json").unwrap()).unwrap();
        let pols: Vec<NamedPolicy> = data["policies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| {
                NamedPolicy::new(p["name"].as_str().unwrap(), support::document(&p["document"].to_string()))
            })
            .collect();
        let reqs: Vec<(Request, PolicySet, PolicySet)> = data["requests"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| {
                let idx: Vec<usize> =
                    r["policies"].as_array().unwrap().iter().map(|i| i.as_u64().unwrap() as usize).collect();
                let five = PolicySet::with_identity(
                    (0..5).map(|k| pols[(idx[k % idx.len()] + k) % pols.len()].clone()),
                );
                (support::request(r), PolicySet::with_identity(idx.iter().map(|i| pols[*i].clone())), five)
            })
            .collect();
        let mut c = [0; 3];
        for (r, s, _) in &reqs {
            c[evaluate(r, s).decision() as usize] += 1;
        }
        println!("{c:?}");
        for which in 0..2 {
            let n = 300;
            let t = std::time::Instant::now();
            let mut k = 0usize;
            for _ in 0..n {
                for (r, s, f) in &reqs {
                    k += evaluate(r, if which == 0 { s } else { f }).is_allowed() as usize;
                }
            }
            println!("set {which}: {:?} per request ({k})", t.elapsed() / (n * reqs.len() as u32));
        }
        let text = data["policies"][0]["document"].to_string();
        let t = std::time::Instant::now();
        for _ in 0..2000 {
            support::document(&text);
        }
        println!("parse {} bytes {:?}", text.len(), t.elapsed() / 2000);
        return;
    }
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let (r, s) = (support::request(&row["request"]), support::policies(&row["policies"]));
        let e = evaluate(&r, &s);
        println!("{} {} {}", row["id"].as_str().unwrap(), e.decision().as_str(), e.deciding().as_str());
    }
}
