// Median milliseconds of processor time of the rustyfit crate for one file, into its messages.
/// Nanoseconds that this thread has been running (Linux).
fn now() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").expect("Linux");
    text.split(' ').next().unwrap().parse().unwrap()
}

fn main() {
    let data = std::fs::read(std::env::args().nth(1).expect("a file")).expect("readable");
    let mut times: Vec<f64> = (0..15)
        .map(|_| {
            let start = now();
            let mut reader = &data[..];
            let mut decoder = rustyfit::Decoder::new();
            let mut messages = 0;
            while let Some(fit) = decoder.decode(&mut reader).expect("a FIT file") {
                messages += fit.messages.len();
            }
            assert!(messages > 0);
            (now() - start) / 1e6
        })
        .collect();
    times.sort_by(|a, b| a.partial_cmp(b).unwrap());
    println!("{:.3}", times[times.len() / 2]);
}
