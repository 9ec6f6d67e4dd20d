package dev.runbook.rehearsal.cel;

import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why an expression came to no answer, in the words of the server's evaluator. */
final class RuntimeWords {
    private static final Pattern KEY = Pattern.compile("key '(.*)' is not present in map\\.", Pattern.DOTALL);
    private static final Pattern RANGE = Pattern.compile("substring failure: Range \\[(\\d+), .*");

    private RuntimeWords() {}

    static String of(CelEvaluationException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CelArgumentException ours) {
                return String.valueOf(ours.getMessage());
            }
        }
        String message = inner(failed);
        return switch (failed.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> "no such key: " + key(message);
            case INDEX_OUT_OF_BOUNDS -> message.replaceFirst("^Index", "index");
            case DIVIDE_BY_ZERO -> "division by zero";
            case NUMERIC_OVERFLOW -> "integer overflow";
            case OVERLOAD_NOT_FOUND -> "no such overload";
            default -> other(message);
        };
    }

    private static String other(String message) {
        Matcher range = RANGE.matcher(message);
        if (range.matches()) {
            return "index out of range: " + range.group(1);
        }
        if (message.contains("NumberFormatException")) {
            return "type conversion error from 'string' to 'int'";
        }
        return message.contains("Optional.empty") ? "optional.none() dereference" : message;
    }

    private static String key(String message) {
        Matcher matcher = KEY.matcher(message);
        return matcher.matches() ? matcher.group(1) : message;
    }

    private static String inner(CelEvaluationException failed) {
        @Nullable Throwable cause = failed.getCause();
        String message = String.valueOf(cause == null ? failed.getMessage() : cause.getMessage());
        return message.replaceFirst("^evaluation error(?: at [^:]*:\\d+)?: ", "");
    }
}
