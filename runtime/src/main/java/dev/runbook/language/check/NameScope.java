package dev.runbook.language.check;

import dev.runbook.language.signature.Type;
import dev.runbook.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that are known at a place: those of a block, and through its parent those of the blocks around it. */
final class NameScope {
    private final @Nullable NameScope parent;
    private final Map<String, DeclaredName> locals = new HashMap<>();

    private NameScope(@Nullable NameScope parent) {
        this.parent = parent;
    }

    static NameScope root() {
        return new NameScope(null);
    }

    NameScope inner() {
        return new NameScope(this);
    }

    void bind(DeclaredName local) {
        locals.put(local.name(), local);
    }

    @Nullable
    DeclaredName find(String name) {
        for (NameScope scope = this; scope != null; scope = scope.parent) {
            DeclaredName local = scope.locals.get(name);
            if (local != null) {
                return local;
            }
        }
        return null;
    }

    /** The name that the program calls by an internal one. */
    @Nullable
    DeclaredName internal(String name) {
        for (NameScope scope = this; scope != null; scope = scope.parent) {
            for (DeclaredName local : scope.locals.values()) {
                if (local.internal().equals(name)) {
                    return local;
                }
            }
        }
        return null;
    }

    /** Every known name, the nearest first. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (NameScope scope = this; scope != null; scope = scope.parent) {
            scope.locals.keySet().stream().sorted().forEach(names::add);
        }
        return names;
    }

    /**
     * A name with a value.
     *
     * @param internal what the program calls it: the name itself, but for a procedure's name that its caller has too
     * @param at where it was bound
     * @param groups for a caught failure, the captures that a pattern of its clause can make
     */
    record DeclaredName(String name, String internal, Type type, Span at, SymbolKind kind, Set<String> groups) {
        DeclaredName(String name, Type type, Span at, SymbolKind kind) {
            this(name, name, type, at, kind, Set.of());
        }
    }

    /** What made a name. */
    enum SymbolKind {
        PARAM("the parameter"),
        SECRET("the secret"),
        BINDING("the name"),
        LOOP("the loop's name"),
        ARGUMENT("the procedure's parameter"),
        FAILURE("the caught failure");

        private final String title;

        SymbolKind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        boolean input() {
            return this == PARAM || this == SECRET;
        }
    }
}
