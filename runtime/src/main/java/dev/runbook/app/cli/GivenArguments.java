package dev.runbook.app.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was typed behind the program's name, as messages may tell it again: what stands behind {@code NAME=} may be secret. */
record GivenArguments(List<String> all) {
    private static final Pattern NAMED = Pattern.compile("(-{0,2}[\\w.-]*=).+", Pattern.DOTALL);

    GivenArguments {
        all = List.copyOf(all);
    }

    /**
     * A message about arguments that nobody could make sense of. A message about the value of a parameter names it, and has never
     * the whole argument in it.
     */
    String withoutValues(String message) {
        String told = message;
        for (String argument : all) {
            Matcher named = NAMED.matcher(argument);
            if (named.matches()) {
                told = told.replace(argument, named.group(1) + "…");
            }
        }
        return told;
    }
}
