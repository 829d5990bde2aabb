//! Wrappers and damage, as programs put them around a message.

/// A message with the code and the operation that a wrapper may add.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) code: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) text: String,
}

/// Names of the wrappers, one for each emitter that has its own.
pub(crate) const WRAPPERS: &[&str] = &[
    "aws-cli",
    "aws-cli-2",
    "boto3",
    "go-v1",
    "go-v2",
    "java-1",
    "java-2",
    "js-2",
    "js-3",
    "rust",
    "rust-debug",
    "ruby",
    "xml",
    "json",
    "terraform",
    "cloudformation",
    "eksctl",
    "controller",
    "karpenter",
    "log",
    "cloudtrail",
    "bare",
];

/// Puts a wrapper around a message.
pub(crate) fn wrap(wrapper: &str, message: &Message) -> String {
    let Message { code, operation, text } = message;
    let id = "a6a7d9c3-498b-44ed-937a-255dc73abd73";
    let escaped = || text.replace('\\', "\\\\").replace('"', "\\\"");
    match wrapper {
        "aws-cli" => format!("\nAn error occurred ({code}) when calling the {operation} operation: {text}"),
        "aws-cli-2" => format!(
            "aws: [ERROR]: An error occurred ({code}) when calling the {operation} operation (reached max retries: 4): {text}"
        ),
        "boto3" => format!(
            "Traceback (most recent call last):\n  File \"a.py\", line 5, in x\n    raise error_class(parsed_response, operation_name)\nbotocore.exceptions.ClientError: An error occurred ({code}) when calling the {operation} operation: {text}"
        ),
        "go-v1" => format!("failed to get it: {code}: {text}\n\tstatus code: 403, request id: {id}"),
        "go-v2" => format!(
            "operation error EKS: {operation}, https response error StatusCode: 403, RequestID: {id}, api error {code}: {text}"
        ),
        "java-1" => format!(
            "com.amazonaws.services.eks.model.AmazonEKSException: {text} (Service: AmazonEKS; Status Code: 403; Error Code: {code}; Request ID: {id}; Proxy: null)\n\tat com.amazonaws.http.AmazonHttpClient$RequestExecutor.handleErrorResponse(AmazonHttpClient.java:1)"
        ),
        "java-2" => format!(
            "Caused by: software.amazon.awssdk.services.eks.model.EksException: {text} (Service: Eks, Status Code: 403, Request ID: {id}) (SDK Attempt Count: 1)"
        ),
        "js-2" => format!(
            "{code}: {text}\n    at Request.extractError (/app/node_modules/aws-sdk/lib/protocol/json.js:52:27) {{\n  code: '{code}',\n  time: 2024-01-01T00:00:00.000Z,\n  requestId: '{id}',\n  statusCode: 403,\n  retryable: false\n}}"
        ),
        "js-3" => format!(
            "{code}: {text}\n    at de_CommandError (/app/dist/index.js:1:1) {{\n  '$fault': 'client',\n  '$metadata': {{ httpStatusCode: 403, requestId: '{id}', attempts: 1 }},\n  Code: '{code}'\n}}"
        ),
        "rust" => format!(
            "service error: unhandled error ({code}): Error {{ code: \"{code}\", message: \"{}\", aws_request_id: \"{id}\" }}",
            escaped()
        ),
        "rust-debug" => format!(
            "ServiceError(ServiceError {{ source: Unhandled(Unhandled {{ source: ErrorMetadata {{ code: Some(\"{code}\"), message: Some(\"{}\"), extras: Some({{\"aws_request_id\": \"{id}\"}}) }} }}), raw: Response {{ status: StatusCode(403) }} }})",
            escaped()
        ),
        "ruby" => format!("Aws::EKS::Errors::{code} ({text}):\n"),
        "xml" => format!(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <Error>\n    <Type>Sender</Type>\n    <Code>{code}</Code>\n    <Message>{text}</Message>\n  </Error>\n  <RequestId>{id}</RequestId>\n</ErrorResponse>"
        ),
        "json" => format!("{{\"__type\":\"com.amazon.coral.service#{code}\",\"message\":\"{}\"}}", escaped()),
        "terraform" => format!(
            "╷\n│ Error: creating thing (x): operation error EKS: {operation}, https response error StatusCode: 403, RequestID: {id}, api error {code}: {text}\n│ \n│   with module.eks.aws_eks_cluster.this[0],\n│   on .terraform/modules/eks/main.tf line 1, in resource \"aws_eks_cluster\" \"this\":\n│    1: resource \"aws_eks_cluster\" \"this\" {{\n│ \n╵"
        ),
        "cloudformation" => format!(
            "CREATE_FAILED | AWS::EKS::Cluster | C Resource handler returned message: \"{text} (Service: Eks, Status Code: 403, Request ID: {id})\" (RequestToken: 97cd1be4-fb19, HandlerErrorCode: GeneralServiceException)"
        ),
        "eksctl" => format!(
            "2024-02-20 08:15:39 [✖]  getting it: operation error EKS: {operation}, https response error StatusCode: 403, RequestID: {id}, api error {code}: {text}"
        ),
        "controller" => format!(
            "{{\"level\":\"error\",\"ts\":1.5,\"logger\":\"controller\",\"msg\":\"Reconciler error\",\"error\":\"{code}: {}\\n\\tstatus code: 403, request id: {id}\"}}",
            escaped()
        ),
        "karpenter" => format!(
            "{{\"level\":\"ERROR\",\"message\":\"x\",\"error\":\"api error {code}: {} (aws-error-code={code}, aws-operation-name={operation}, aws-request-id={id}, aws-service-name=EKS, aws-status-code=403)\"}}",
            escaped()
        ),
        "log" => format!(
            "time=\"2024-05-04T08:04:25Z\" level=error msg=\"it failed\" error=\"{code}: {}\"",
            escaped()
        ),
        "cloudtrail" => format!(
            "{{\"eventTime\": \"2023-07-10T12:01:56Z\", \"eventSource\": \"eks.amazonaws.com\", \"eventName\": \"{operation}\", \"errorCode\": \"{code}\", \"errorMessage\": \"{}\", \"requestID\": \"{id}\"}}",
            escaped()
        ),
        _ => text.clone(),
    }
}

/// Names of the damages.
pub(crate) const DAMAGES: &[&str] = &[
    "none",
    "colour",
    "lost-escape",
    "json",
    "json-twice",
    "html",
    "quote",
    "comment",
    "box",
    "soft-wrap",
    "clock",
    "back-ticks",
    "crlf",
    "trailing",
];

/// Does damage to a text.
pub(crate) fn damage(kind: &str, text: &str) -> String {
    let lines = |prefix: &str| text.lines().map(|line| format!("{prefix}{line}\n")).collect::<String>();
    let json = |text: &str| serde_json::to_string(text).unwrap();
    match kind {
        "colour" => format!("\u{1b}[31m{}\u{1b}[0m", text.replace(' ', " \u{1b}[1m")),
        "lost-escape" => format!("[31m{}[0m", text.replace(" is ", " [0m[1mis ")),
        "json" => json(text),
        "json-twice" => json(&json(text)),
        "html" => text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\'', "&#39;"),
        "quote" => lines("> "),
        "comment" => lines("    // "),
        "box" => lines("│ "),
        "soft-wrap" => soft_wrap(text, 60),
        "clock" => lines("13:16:46  "),
        "back-ticks" => format!("`{text}`"),
        "crlf" => text.replace('\n', "\r\n"),
        "trailing" => format!("{text}  \n\n"),
        _ => text.to_owned(),
    }
}

/// Breaks lines at blanks.
fn soft_wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        if column > 0 && column + word.len() > width {
            wrapped.push_str("\n  ");
            column = 0;
        } else if !wrapped.is_empty() {
            wrapped.push(' ');
        }
        wrapped.push_str(word);
        column += word.len() + 1;
    }
    wrapped
}

/// Breaks lines at a width, within words too.
pub(crate) fn hard_wrap(text: &str, width: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}
