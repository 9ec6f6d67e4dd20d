package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.signature.Type;
import dev.runbook.syntax.Name;
import java.util.Set;

/** Gives names to values; no name is bound twice or hides another. */
final class Declarations {
    private final CheckContext context;

    Declarations(CheckContext context) {
        this.context = context;
    }

    /** Binds a name and gives what the program calls it. */
    String bind(
            Name name,
            Type type,
            NameScope.SymbolKind kind,
            NameScope scope,
            StatementContext site,
            Set<String> groups) {
        NameScope.DeclaredName earlier = scope.find(name.text());
        if (earlier != null) {
            context.usage().use(earlier.at());
            context.diagnostics()
                    .at(Code.RB0222, name.span())
                    .label("bound again here")
                    .and(earlier.at(), earlier.kind().title() + " `" + name + "` is bound here")
                    .says(
                            "`" + name + "` is taken",
                            "A name is bound once and hides no other, so that a reader need look in one place only.",
                            "Choose another name.");
        } else if (kind != NameScope.SymbolKind.PARAM
                && context.catalogue().roots().contains(name.text())) {
            context.diagnostics()
                    .at(Code.RB0222, name.span())
                    .says(
                            "`" + name + "` is taken",
                            "Actions and lookups begin with it, such as `" + name + ".…`.",
                            "Choose another name.");
        }
        String internal = site.internal(name.text());
        scope.bind(new NameScope.DeclaredName(name.text(), internal, type, name.span(), kind, groups));
        return internal;
    }
}
