package dev.runbook.text;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a value from a cluster or a file is not for everybody who reads along: passwords, wherever they stand. */
public final class PrivateText {
    private static final String NAMED_SO = "(?:passw(?:or)?d|passphrase|pwd|token|secret|credential"
            + "|(?:api|access|account|auth|client|encryption|license|master|private|shared|signing)[-_.]?key)";
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i)" + NAMED_SO + "|[a-z0-9][-_.]key$|(?-i:[a-z0-9]Key$)");

    /** Fields of Kubernetes that say where a secret is, or how long one lasts. */
    private static final Pattern ABOUT_A_SECRET = Pattern.compile("(?i).*(?:name|namespace|seconds|path|ref|type)");

    private static final Set<String> OF_KUBERNETES = Set.of("topologyKey", "claimKey");

    /** In a password, a slash or an at sign may stand as it is; behind a port, a path begins. */
    private static final Pattern USER_INFO =
            Pattern.compile("(://)(?:[^\\s/?#\"'<>]*|[^\\s/?#\"'<>:@]+:(?!\\d{1,5}[/?])[^\\s\"'<>]*)@");

    private static final Pattern ASSIGNED = Pattern.compile("(?i)([a-z0-9_.-]*" + NAMED_SO
            + "[a-z0-9_-]*[\"']?\\s*(?:=|:(?!//))\\s*)(?:\"[^\"]*\"|'[^']*'|[^\\s\"'&;,]+)");

    private static final Pattern VARIABLE =
            Pattern.compile("\\[(?:[^\\]]*name=\")?(?<name>[^\\]\"]+)\"?[^\\]]*\\]\\.value$");
    private static final Pattern QUOTED = Pattern.compile("\\['(?<name>[^']+)'\\]$");

    private PrivateText() {}

    private static final Pattern FLAG =
            Pattern.compile("(?i)(?<![\\w-])(--?[a-z0-9-]*" + NAMED_SO + "[a-z0-9-]*\\s+)(?!-)\\S+");

    /** What may be told of anything, whatever it is called. */
    private static final Set<String> PLAIN = Set.of("true", "false", "nothing", "");

    /** Whether the name of a field or of a variable says that its value is a secret. */
    public static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).find()
                && !OF_KUBERNETES.contains(name)
                && !ABOUT_A_SECRET.matcher(name).matches();
    }

    /** A value without what is secret in it: {@code postgres://…@host/db}. */
    public static String shown(String value) {
        String withoutUsers = USER_INFO.matcher(value).replaceAll("$1…@");
        return FLAG.matcher(ASSIGNED.matcher(withoutUsers).replaceAll("$1…")).replaceAll("$1…");
    }

    /** Whether the path of a field leads to a secret: {@code env[DB_PASSWORD].value}, {@code data['db.password']}. */
    public static boolean isSecretPath(String path) {
        Matcher variable = VARIABLE.matcher(path);
        if (variable.find()) {
            return isSecretName(variable.group("name"));
        }
        if (path.startsWith("data.") || path.startsWith(".data.")) {
            return isSecretName(path.substring(path.indexOf("data.") + "data.".length()));
        }
        Matcher quoted = QUOTED.matcher(path);
        return isSecretName(quoted.find() ? quoted.group("name") : path.substring(path.lastIndexOf('.') + 1));
    }

    /** {@code from → to} as far as both may be shown; empty where that says nothing. */
    public static String change(String path, String from, String to, UnaryOperator<String> cut) {
        String was = shown(from);
        String becomes = shown(to);
        boolean plain = PLAIN.contains(from) && PLAIN.contains(to);
        return was.equals(becomes) || (isSecretPath(path) && !plain) ? "" : cut.apply(was) + " → " + cut.apply(becomes);
    }
}
