//! Runs one case a given number of times, for callgrind: `count GROUP ID RUNS`. Without arguments it lists the cases.

use std::{env, process::ExitCode};

use eks_iam_benches::cases;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let mut cases = cases::all();
    cases.retain(|it| !it.elsewhere);
    let [group, id, runs] = arguments.as_slice() else {
        for case in cases {
            println!("{} {} {}", case.group, case.id, case.items);
        }
        return ExitCode::SUCCESS;
    };
    let case = cases.iter_mut().find(|it| it.group == group && it.id == id);
    let (Some(case), Ok(runs)) = (case, runs.parse::<u32>()) else {
        eprintln!("error: there is no such case, or no such number");
        return ExitCode::from(2);
    };
    for _ in 0..runs {
        (case.run)();
    }
    ExitCode::SUCCESS
}
