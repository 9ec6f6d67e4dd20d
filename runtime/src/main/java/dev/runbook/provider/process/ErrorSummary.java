package dev.runbook.provider.process;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** An error in few words: the object, the field and what is wrong with it, without the values that it shows at length. */
final class ErrorSummary {
    private static final int LONGEST = 600;
    private static final int END = 200;
    private static final int SHORT_VALUE = 60;

    /** The difference that the API server shows behind an error about a claim. */
    private static final String DIFFERENCE = " @@ -\\d+,\\d+ \\+\\d+,\\d+ @@.*?( && |$)";

    /** How lists of one error begin, and what the server adds when it has not looked at everything. */
    private static final String FILLING =
            "\\d+ errors? occurred: \\* |, <nil>: Invalid value: null: some validation rules were"
                    + " not checked because the object was invalid; correct the existing errors to complete validation|"
                    + " ensure CRDs are installed first|warning: (?=Hook )";

    /** Where an object stands as the value of a field, as JSON or as Go prints it. */
    private static final Pattern VALUE =
            Pattern.compile("(Invalid|Duplicate|Unsupported) value: [&*\\[\\]A-Za-z0-9./]*[{\\[\"]");

    private ErrorSummary() {}

    static String of(String error) {
        return withoutValues(error.replaceAll(DIFFERENCE, "$1").replaceAll(FILLING, ""));
    }

    /** What is still long keeps its beginning and its end. */
    static String shortened(String said) {
        return said.length() <= LONGEST
                ? said
                : said.substring(0, LONGEST - END) + " … " + said.substring(said.length() - END);
    }

    private static String withoutValues(String error) {
        StringBuilder said = new StringBuilder();
        Matcher value = VALUE.matcher(error);
        int from = 0;
        while (from < error.length() && value.find(from)) {
            int end = closing(error, value.end() - 1);
            if (end - value.end() <= SHORT_VALUE) {
                said.append(error, from, end);
                from = end;
            } else if (error.startsWith(": ", end)) {
                said.append(error, from, value.start());
                from = end + 2;
            } else {
                said.append(error, from, value.end(1)).append(" value");
                from = end;
            }
        }
        return said.append(error.substring(from)).toString();
    }

    /** The place behind the sign that ends the value that begins at a place; that place itself when none does. */
    private static int closing(String text, int open) {
        if (text.startsWith("\"{", open)) {
            // An object as text, whose own quotes are plain by now.
            int end = closing(text, open + 1);
            return text.startsWith("\"", end) ? end + 1 : open;
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign == '\\') {
                i++;
            } else if (sign == '"') {
                quoted = !quoted;
            } else if (!quoted && (sign == '{' || sign == '[')) {
                depth++;
            } else if (!quoted && (sign == '}' || sign == ']')) {
                depth--;
            }
            if (!quoted && depth == 0) {
                return i + 1;
            }
        }
        return open;
    }
}
