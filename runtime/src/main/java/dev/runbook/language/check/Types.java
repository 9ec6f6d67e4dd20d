package dev.runbook.language.check;

import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Value;

/** Small questions about types, and the stand-in for an expression that is wrong. */
public final class Types {
    private static final Value WRONG = new Value.Unknown("", "wrong");

    private Types() {}

    /** Stands for an expression whose mistake is reported already; it fits everywhere, so that nobody reports it again. */
    static Expr wrong(Where where) {
        return new Expr.Constant(where, Type.Basic.ANY, WRONG);
    }

    static boolean isWrong(Expr expr) {
        return expr instanceof Expr.Constant constant && WRONG.equals(constant.value());
    }

    static boolean isNil(Expr expr) {
        return expr.type() == Type.Basic.NIL;
    }

    /** Whether a value of one type is a value of the other without more ado. */
    static boolean same(Type given, Type wanted) {
        if (given == Type.Basic.ANY || wanted == Type.Basic.ANY || given.equals(wanted)) {
            return true;
        }
        return given instanceof Type.ListOf g && wanted instanceof Type.ListOf w && same(g.item(), w.item());
    }

    /** Whether a type has a text of its own that a person can read. */
    static boolean printable(Type type) {
        return switch (type) {
            case Type.ListOf list -> printable(list.item());
            case Type.Basic basic ->
                switch (basic) {
                    case TEXT, INT, BOOL, NIL, DURATION, VERSION, ANY -> true;
                    case REGEX,
                            SECRET,
                            MAP,
                            RELEASE,
                            REVISION,
                            CHART,
                            RELEASE_CHANGES,
                            RESOURCES,
                            RESOURCE,
                            FAILURE,
                            RESPONSE,
                            DATABASE -> false;
                };
        };
    }

    /** {@code an integer}. */
    static String a(Type type) {
        String title = type.title();
        if (type == Type.Basic.RESOURCES) {
            return "a set of resources";
        }
        if (type == Type.Basic.NIL || type == Type.Basic.ANY) {
            return title;
        }
        return ("aeiouH".indexOf(title.charAt(0)) >= 0 ? "an " : "a ") + title;
    }
}
