package dev.runbook.language.check;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.parse.RunbookParser;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Words of the language with a slip of the pen, which look like actions that there are not. */
final class Misspelled {
    /** Words that declare what the rest of a runbook may name. */
    private static final Set<String> DECLARING = Set.of("param", "secret", "set", "procedure", "include", "extends");

    private Misspelled() {}

    /** The word of the language that a statement most likely begins with, if it is an action that is called nearly so. */
    static Optional<String> word(Statement statement) {
        return statement instanceof Statement.Action action
                        && action.call().receiver().isEmpty()
                ? Suggestion.nearest(action.call().name().text(), words())
                : Optional.empty();
    }

    /** Every word that a line can begin with. */
    static List<String> words() {
        List<String> words = new ArrayList<>(RunbookParser.statementWords());
        words.addAll(List.of("runbook", "elsif", "else", "rescue", "ensure", "end"));
        return words;
    }

    /** Holds back what would only follow from declarations that are none because of a slip. */
    static void declarations(List<Statement> statements, CheckDiagnostics diagnostics) {
        for (Statement statement : statements) {
            if (word(statement).filter(DECLARING::contains).isPresent()
                    && statement instanceof Statement.Action action
                    && action.call().arguments().positional().stream()
                                    .findFirst()
                                    .orElse(null)
                            instanceof Expression.Symbol(var _, String name)) {
                diagnostics.unchecked().addNames(name);
            }
        }
    }
}
