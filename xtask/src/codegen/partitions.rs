//! The tables of partitions and Regions, from the data that the crate aws-sdk-sts brings with it.
//!
//! Every AWS crate for Rust carries the SDKs' `partitions.json` as a literal in `src/endpoint_lib.rs`, and the crate of STS
//! its rule set as code in `src/config/endpoint.rs`, which names the Regions that mode `legacy` sends to the global
//! endpoint. aws-sdk-sts is in `Cargo.lock` as the oracle of the tests, so its version is pinned and nothing but cargo is
//! needed to read it.
#![expect(clippy::indexing_slicing, reason = "indexing a JSON value gives null where there is nothing")]

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use super::Output;

const CRATE: &str = "aws-sdk-sts";
/// The pseudo-Region of the rule set; everything else in its list is a Region.
const GLOBAL_REGION: &str = "aws-global";

/// The ids with the variants of `eks_iam_arn::Partition`. A partition that is new in the data needs a variant there.
const VARIANTS: [(&str, &str); 8] = [
    ("aws", "Aws"),
    ("aws-cn", "AwsCn"),
    ("aws-us-gov", "AwsUsGov"),
    ("aws-iso", "AwsIso"),
    ("aws-iso-b", "AwsIsoB"),
    ("aws-iso-e", "AwsIsoE"),
    ("aws-iso-f", "AwsIsoF"),
    ("aws-eusc", "AwsEusc"),
];

/// A partition, as the data have it.
#[derive(Debug, PartialEq, Eq)]
struct Partition {
    variant: &'static str,
    dns_suffix: String,
    dual_stack_dns_suffix: String,
    global_region: String,
    pseudo_region: Option<String>,
    /// What may stand before the last word and the number of a Region's name: `us`, `us-gov`.
    areas: Vec<String>,
    regions: Vec<String>,
}

/// Returns the files that are made from the data.
pub(super) fn outputs(root: &Path) -> Result<Vec<Output>, String> {
    let package = find_crate(root)?;
    let read = |path: &str| {
        let path = package.folder.join(path);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let data = json_literal(&read("src/endpoint_lib.rs")?)?;
    let partitions = partitions(&data)?;
    let legacy = legacy_regions(&read("src/config/endpoint.rs")?)?;
    let version = data["version"].as_str().ok_or("the data have no version")?;
    let source = format!("partitions {version} of {CRATE} {}", package.version);
    Ok(vec![
        Output { path: "crates/arn/src/table.rs", text: table_of_partitions(&partitions, &source) },
        Output {
            path: "crates/sts-endpoint/src/table/rows.rs",
            text: table_of_regions(&partitions, &legacy, &source),
        },
    ])
}

struct Package {
    version: String,
    folder: PathBuf,
}

/// Asks cargo where the crate's sources are.
fn find_crate(root: &Path) -> Result<Package, String> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    let found = packages.iter().find(|it| it["name"] == CRATE);
    let manifest = found.and_then(|it| it["manifest_path"].as_str());
    match (found.and_then(|it| it["version"].as_str()), manifest.map(Path::new).and_then(Path::parent)) {
        (Some(version), Some(folder)) => {
            Ok(Package { version: version.to_owned(), folder: folder.to_owned() })
        }
        _ => Err(format!("{CRATE} is not among the dependencies")),
    }
}

/// Reads the byte-string literal that the partitions are.
fn json_literal(source: &str) -> Result<Value, String> {
    let (_, rest) = source.split_once("new_from_json(b\"").ok_or("no literal of partitions")?;
    let (literal, _) = rest.split_once("\")").ok_or("the literal of partitions does not end")?;
    let mut json = String::with_capacity(literal.len());
    let mut characters = literal.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(it @ ('\\' | '"')) => json.push(it),
                other => return Err(format!("an escape that is not expected: {other:?}")),
            },
            it => json.push(it),
        }
    }
    serde_json::from_str(&json).map_err(|error| format!("the partitions are no JSON: {error}"))
}

fn partitions(data: &Value) -> Result<Vec<Partition>, String> {
    let list = data["partitions"].as_array().ok_or("the data list no partitions")?;
    if let Some(new) = list.iter().find(|it| VARIANTS.iter().all(|(id, _)| it["id"] != *id)) {
        return Err(format!("the partition {} has no variant in eks_iam_arn::Partition yet", new["id"]));
    }
    VARIANTS.iter().map(|(id, variant)| partition(list, id, variant)).collect()
}

fn partition(list: &[Value], id: &str, variant: &'static str) -> Result<Partition, String> {
    let data = list.iter().find(|it| it["id"] == id).ok_or_else(|| format!("{id} is gone"))?;
    let outputs = &data["outputs"];
    let text =
        |key: &str| outputs[key].as_str().map(str::to_owned).ok_or_else(|| format!("{id} has no {key}"));
    // The rules in `resolve` leave out the errors of a partition without FIPS or dual-stack, as there is none.
    for key in ["supportsFIPS", "supportsDualStack"] {
        if outputs[key] != true {
            return Err(format!("{id} has not {key}: `eks_iam_sts_endpoint::resolve` must refuse it"));
        }
    }
    let regions = data["regions"].as_object().ok_or_else(|| format!("{id} has no regions"))?;
    let mut names: Vec<String> = regions.keys().cloned().collect();
    names.sort();
    let pseudo = format!("{id}-global");
    let has_pseudo = names.contains(&pseudo);
    names.retain(|it| *it != pseudo);
    Ok(Partition {
        variant,
        dns_suffix: text("dnsSuffix")?,
        dual_stack_dns_suffix: text("dualStackDnsSuffix")?,
        global_region: text("implicitGlobalRegion")?,
        pseudo_region: has_pseudo.then_some(pseudo),
        areas: areas(data["regionRegex"].as_str().unwrap_or_default())
            .ok_or_else(|| format!("{id} has a pattern of a new shape: {}", data["regionRegex"]))?,
        regions: names,
    })
}

/// Returns what a pattern such as `^us\-gov\-\w+\-\d+$` or `^(us|eu)\-\w+\-\d+$` has before `\-\w+\-\d+$`.
fn areas(pattern: &str) -> Option<Vec<String>> {
    let head = pattern.strip_prefix('^')?.strip_suffix(r"\-\w+\-\d+$")?.replace(r"\-", "-");
    let (before, choices) = match head.split_once('(') {
        None => ("", head.as_str()),
        Some((before, rest)) => (before, rest.strip_suffix(')')?),
    };
    let areas: Vec<String> = choices.split('|').map(|it| format!("{before}{it}")).collect();
    let is_plain = |it: &String| it.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    areas.iter().all(is_plain).then_some(areas)
}

/// Returns the Regions that the rule set compares the client's Region with, where the mode is `legacy`.
fn legacy_regions(rules: &str) -> Result<Vec<String>, String> {
    let mut regions: Vec<String> = rules
        .split("(region) == &mut Some((\"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .filter(|it| *it != GLOBAL_REGION)
        .map(str::to_owned)
        .collect();
    regions.sort();
    regions.dedup();
    if regions.is_empty() { Err("the rule set names no Regions".to_owned()) } else { Ok(regions) }
}

/// Writes one `match` over the partitions.
fn function(text: &mut String, partitions: &[Partition], head: &str, value: impl Fn(&Partition) -> String) {
    let _ = writeln!(text, "{head} {{\n match partition {{");
    for it in partitions {
        let _ = writeln!(text, "Partition::{} => {},", it.variant, value(it));
    }
    text.push_str("}\n}\n\n");
}

fn table_of_partitions(partitions: &[Partition], source: &str) -> String {
    let mut text = format!(
        "//! The partitions and their Regions: {source}.\n//!\n\
         //! Made by `cargo xtask codegen`; a change here would be lost.\n\nuse crate::Partition;\n\n"
    );
    let text_of = |name: &str| format!("pub(crate) const fn {name}(partition: Partition) -> &'static str");
    function(&mut text, partitions, &text_of("dns_suffix"), |it| format!("{:?}", it.dns_suffix));
    function(&mut text, partitions, &text_of("dual_stack_dns_suffix"), |it| {
        format!("{:?}", it.dual_stack_dns_suffix)
    });
    function(&mut text, partitions, &text_of("implicit_global_region"), |it| {
        format!("{:?}", it.global_region)
    });
    let head = "pub(crate) const fn pseudo_region(partition: Partition) -> Option<&'static str>";
    function(&mut text, partitions, head, |it| format!("{:?}", it.pseudo_region));
    text.push_str(
        "/// The Regions that exist, in alphabetic order, without pseudo-Regions such as `aws-global`.\n",
    );
    let head = "pub(crate) const fn regions(partition: Partition) -> &'static [&'static str]";
    function(&mut text, partitions, head, |it| format!("&{:?}", it.regions));
    text.push_str(
        "/// The partition whose Regions' names begin so, before a word and a number.\n\
         pub(crate) fn by_area(area: &str) -> Option<Partition> {\nSome(match area {\n",
    );
    for it in partitions {
        let areas: Vec<String> = it.areas.iter().map(|it| format!("{it:?}")).collect();
        let _ = writeln!(text, "{} => Partition::{},", areas.join(" | "), it.variant);
    }
    text + "_ => return None,\n})\n}\n"
}

fn table_of_regions(partitions: &[Partition], legacy: &[String], source: &str) -> String {
    let mut text = format!(
        "//! The listed Regions with what their URLs are made of: {source}.\n//!\n\
         //! Made by `cargo xtask codegen`; a change here would be lost.\n\nuse eks_iam_arn::Partition;\n\n\
         use super::{{Row, region_rows}};\n\n\
         /// Where the table of Regions and partitions comes from: the version of the data, and the crate that brings them.\npub const TABLE_SOURCE: &str = {source:?};\n\n\
         /// Partition, whether `legacy` means the global host, first label of its FIPS hosts, DNS suffix, dual-stack suffix.\n\
         pub(super) const ROWS: &[Row] = region_rows! {{\n"
    );
    for it in partitions {
        for is_legacy in [true, false] {
            let regions: Vec<_> = it.regions.iter().filter(|it| legacy.contains(it) == is_legacy).collect();
            if regions.is_empty() {
                continue;
            }
            // By the rule set the plain hosts of GovCloud are its FIPS hosts.
            let fips = if it.variant == "AwsUsGov" { "sts" } else { "sts-fips" };
            let (dns, dual) = (&it.dns_suffix, &it.dual_stack_dns_suffix);
            let _ = writeln!(text, "    {}, {is_legacy}, {fips:?}, {dns:?}, {dual:?}: [", it.variant);
            for region in regions {
                let _ = writeln!(text, "        {region:?}");
            }
            text.push_str("    ];\n");
        }
    }
    text + "};\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_or_refused() {
        assert_eq!(areas(r"^us\-gov\-\w+\-\d+$"), Some(vec!["us-gov".to_owned()]));
        assert_eq!(areas(r"^(us|eu)\-\w+\-\d+$"), Some(vec!["us".to_owned(), "eu".to_owned()]));
        assert_eq!(areas(r"^eusc\-(de)\-\w+\-\d+$"), Some(vec!["eusc-de".to_owned()]));
        assert_eq!(areas(r"^us\-\w+$"), None);
        assert_eq!(areas(r"^u.\-\w+\-\d+$"), None);
    }

    #[test]
    fn the_literal_is_unescaped() {
        let source = r#"f(); new_from_json(b"{\"version\":\"1.1\",\"p\":\"\\\\w\"}").expect("valid JSON")"#;
        let value = json_literal(source).expect("it is JSON");
        assert_eq!((value["version"].as_str(), value["p"].as_str()), (Some("1.1"), Some(r"\w")));
        assert!(json_literal(r#"new_from_json(b"\x41")"#).is_err());
    }

    #[test]
    fn a_partition_that_is_new_is_told() {
        let data = serde_json::json!({"partitions": [{"id": "aws-mars"}]});
        assert!(partitions(&data).expect_err("it has no variant").contains("aws-mars"));
    }
}
