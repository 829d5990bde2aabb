//! Faults as the command line writes them: `KIND=WHAT,NAME=VALUE,…`.

use eks_iam_mock_aws::Fault;

/// Reads `throttle=sts:*,one-in=10` and its kin.
pub(super) fn parse(text: &str) -> Result<Fault, String> {
    let mut parts = text.split(',');
    let first = parts.next().unwrap_or_default();
    let (kind, what) =
        first.split_once('=').ok_or("a fault is written KIND=OPERATION, such as throttle=sts:*")?;
    let options: Vec<(&str, &str)> = parts
        .map(|part| part.split_once('=').ok_or_else(|| format!("`{part}` is no option; write NAME=VALUE")))
        .collect::<Result<_, _>>()?;
    let option = |name: &str| options.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let needed =
        |name: &str| option(name).ok_or_else(|| format!("a fault of kind {kind} needs {name}=NUMBER"));
    let mut fault = match kind {
        "throttle" => Fault::throttle(what),
        "error" => Fault::server_error(what, number(option("status").unwrap_or("500"))?),
        "latency" => Fault::latency(what, number(needed("ms")?)?),
        "reset" => Fault::reset(what),
        "truncate" => Fault::truncate(what),
        "skew" => Fault::skew(what, number(needed("seconds")?)?),
        "down" => Fault::down(what),
        other => {
            return Err(format!(
                "there is no fault `{other}`; there are throttle, error, latency, reset, truncate, skew and down"
            ));
        }
    };
    for (name, value) in &options {
        fault = match *name {
            "one-in" => fault.one_in(number(value)?),
            "times" => fault.times(number(value)?),
            "retry-after" => fault.retry_after(number(value)?),
            "at" => fault.at_host(*value),
            "status" if kind == "error" => fault,
            "ms" if kind == "latency" => fault,
            "seconds" if kind == "skew" => fault,
            other => return Err(format!("a fault of kind {kind} has no option `{other}`")),
        };
    }
    Ok(fault)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{text}` is no number that fits here"))
}

#[cfg(test)]
mod tests {
    use eks_iam_mock_aws::Fault;

    use super::parse;

    #[test]
    fn rules() {
        assert_eq!(
            parse("throttle=sts:*,one-in=10,retry-after=2"),
            Ok(Fault::throttle("sts:*").one_in(10).retry_after(2))
        );
        assert_eq!(parse("error=eks:*,status=503,times=1"), Ok(Fault::server_error("eks:*", 503).times(1)));
        assert_eq!(parse("skew=sts:*,seconds=-3600"), Ok(Fault::skew("sts:*", -3600)));
        assert_eq!(parse("down=sts.us-west-2.amazonaws.com"), Ok(Fault::down("sts.us-west-2.amazonaws.com")));
        assert!(parse("latency=sts:*").unwrap_err().contains("ms=NUMBER"));
        assert!(parse("quake=sts:*").unwrap_err().contains("no fault `quake`"));
        assert!(parse("throttle=sts:*,ms=3").unwrap_err().contains("no option `ms`"));
        assert!(parse("throttle").is_err());
    }
}
