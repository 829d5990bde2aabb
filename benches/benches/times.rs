//! Wall times of all cases, by criterion. `cargo xtask bench` runs it and prints the ratios.

use std::time::Duration;

use criterion::{Criterion, Throughput};
use eks_iam_benches::cases;

fn main() {
    let mut criterion = Criterion::default()
        .without_plots()
        .sample_size(30)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for mut case in cases::all() {
        let mut group = criterion.benchmark_group(case.group);
        group.throughput(Throughput::Elements(case.items));
        group.bench_function(case.id, |bencher| bencher.iter(|| (case.run)()));
        group.finish();
    }
    criterion.final_summary();
}
