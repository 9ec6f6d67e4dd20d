package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.signature.Signature;
import dev.runbook.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Explains names that mean nothing where they stand. */
final class UnknownNames {
    private final CheckContext context;

    UnknownNames(CheckContext context) {
        this.context = context;
    }

    void unknown(String name, Span at, NameScope scope) {
        if (context.diagnostics().unchecked().of(name)) {
            return;
        }
        List<Span> bound = context.bindings().places(name);
        if (!bound.isEmpty()) {
            unreachable(name, at, bound.getFirst());
            return;
        }
        CheckDiagnostics diagnostics = context.diagnostics();
        if (context.catalogue().roots().contains(name)) {
            List<String> members = context.catalogue().lookups().stream()
                    .map(Signature::name)
                    .filter(n -> n.startsWith(name + "."))
                    .toList();
            diagnostics
                    .at(Code.RB0220, at)
                    .says(
                            "`" + name + "` alone is not a value",
                            "It is where actions and lookups begin.",
                            members.isEmpty() ? "" : "Write for example `" + members.getFirst() + "`.");
            return;
        }
        List<String> known = new ArrayList<>(scope.names());
        context.catalogue().lookups().stream()
                .map(Signature::name)
                .filter(n -> !n.contains("."))
                .forEach(known::add);
        diagnostics
                .at(Code.RB0220, at)
                .label("not known here")
                .says(
                        "nothing is called `" + name + "`",
                        "",
                        diagnostics
                                .nearest(name, known)
                                .map(near -> "Did you mean `" + near + "`?")
                                .orElseGet(() -> "If it is an input, declare it: param :" + name.replace("?", "")
                                        + ", \"what it is for\". If it is text, put it in quotes."));
    }

    private void unreachable(String name, Span at, Span bound) {
        context.usage().use(bound);
        boolean later = bound.source().equals(at.source()) && bound.start() > at.start();
        context.diagnostics()
                .at(Code.RB0221, at)
                .and(bound, later ? "it is bound only here" : "it is bound here")
                .says(
                        later ? "`" + name + "` is used before it is bound" : "`" + name + "` is not known here",
                        later
                                ? "Statements run from top to bottom."
                                : "A name is known to the end of the block that it is bound in, and not outside; a procedure"
                                        + " knows the inputs and its own parameters.",
                        later
                                ? "Move the line that binds it up."
                                : "Bind it before that block, or hand it to the procedure.");
    }
}
