//! Since which version each SDK takes credentials from the EKS Pod Identity agent (EKS User Guide, "Use Pod Identity
//! with the AWS SDK").

use eks_iam_sts_endpoint::SdkFamily;

/// Returns the least version, where the family is numbered.
const fn least(family: SdkFamily) -> Option<&'static str> {
    Some(match family {
        SdkFamily::AwsCliV1 => "1.30.0",
        SdkFamily::AwsCliV2 => "2.15.0",
        SdkFamily::Boto3 => "1.34.41",
        SdkFamily::Cpp => "1.11.263",
        SdkFamily::GoV1 => "1.47.11",
        SdkFamily::JavaV1 => "1.12.746",
        SdkFamily::JavaV2 => "2.21.30",
        SdkFamily::JsV2 => "2.1550.0",
        SdkFamily::JsV3 => "3.458.0",
        SdkFamily::DotNet => "3.7.734.0",
        SdkFamily::Php => "3.287.1",
        _ => return None,
    })
}

/// Returns the least version of the family when `version` is older.
pub(super) fn too_old(family: SdkFamily, version: &str) -> Option<&'static str> {
    let least = least(family)?;
    (numbers(version) < numbers(least)).then_some(least)
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|it| it.parse().unwrap_or(0)).collect()
}
