//! Template variables: `{{SessionName}}` and the others that the authenticator fills in.

/// The variables, spelt exactly so and without blanks.
pub(crate) const VARIABLES: [&str; 5] =
    ["EC2PrivateDNSName", "AccountID", "SessionName", "SessionNameRaw", "AccessKeyID"];

/// Returns each `{{…}}` of a text, whole and what is inside.
pub(crate) fn variables(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = text.as_bytes();
    let twice = move |brace: u8, from: usize| {
        let mut all = memchr::memchr_iter(brace, bytes.get(from..)?).map(|it| from + it);
        all.find(|at| bytes.get(at + 1) == Some(&brace))
    };
    let mut next = 0;
    std::iter::from_fn(move || {
        let open = twice(b'{', next)?;
        // As one reads: behind two braces, not between them.
        next = open + 2;
        let close = twice(b'}', next)?;
        Some((text.get(open..close + 2)?, text.get(next..close)?))
    })
}

#[cfg(test)]
mod tests {
    use super::variables;

    #[test]
    fn braces_are_read_from_the_left() {
        let inside = |text| variables(text).map(|(_, it)| it).collect::<Vec<_>>();
        assert_eq!(inside("a:{{SessionName}}-{{AccountID}}"), ["SessionName", "AccountID"]);
        assert_eq!(inside("{{{a}}}"), ["{a"]);
        assert_eq!(inside("{{a{{b}}"), ["a{{b", "b"]);
        assert_eq!(inside("{{a} {b}"), [""; 0]);
    }
}
