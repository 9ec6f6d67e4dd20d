package dev.runbook.provider.kube;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.text.Quoted;
import java.util.Arrays;

/** Label selectors as kubectl writes them; the API server refuses any other with words that do not say where. */
public final class LabelSelectorSyntax {
    private static final String KEY = "\\s*([^\\s!=<>,()]+)\\s*";
    private static final Pattern COMPARED = Pattern.compile(KEY + "(==|=|!=|<|>)\\s*([^\\s!=<>,()]*)\\s*");
    private static final Pattern AMONG = Pattern.compile(KEY + "\\b(?:in|notin)\\s*\\(([^()]*)\\)\\s*");
    private static final Pattern THERE = Pattern.compile("\\s*!?" + KEY);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private LabelSelectorSyntax() {}

    /** Gives the selector back, and fails when the API server could not read it. */
    public static String of(String written) {
        int from = 0;
        int depth = 0;
        for (int i = 0; i <= written.length(); i++) {
            char c = i < written.length() ? written.charAt(i) : ',';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && (depth == 0 || i == written.length())) {
                requirement(written, written.substring(from, i));
                from = i + 1;
            }
        }
        return written;
    }

    private static void requirement(String whole, String part) {
        Matcher compared = COMPARED.matcher(part);
        Matcher among = AMONG.matcher(part);
        Matcher there = THERE.matcher(part);
        boolean legal;
        if (compared.matches()) {
            boolean order = compared.group(2).equals("<") || compared.group(2).equals(">");
            legal = LabelNames.isKey(compared.group(1))
                    && (order ? NUMBER.matches(compared.group(3)) : LabelNames.isValue(compared.group(3)));
        } else if (among.matches()) {
            legal = LabelNames.isKey(among.group(1))
                    && !among.group(2).isBlank()
                    && Arrays.stream(among.group(2).split(",", -1))
                            .map(String::strip)
                            .allMatch(LabelNames::isValue);
        } else {
            legal = there.matches() && LabelNames.isKey(there.group(1));
        }
        if (!legal) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "\"%s\" is not a label selector%s"
                            .formatted(
                                    shown(whole),
                                    part.equals(whole) ? "" : ": \"" + shown(part.strip()) + "\" is not valid"),
                    "Write key=value, key!=value, key in (a, b), key notin (a, b), key or !key, with commas between several:"
                            + " labels: \"app=coderd,tier in (web, api)\"."));
        }
    }

    private static String shown(String text) {
        return Quoted.inside(text, 80);
    }
}
