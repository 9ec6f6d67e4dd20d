package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.RESOURCES;
import static dev.runbook.language.signature.Type.Basic.SECRET;
import static dev.runbook.language.signature.Type.Basic.TEXT;
import static dev.runbook.language.signature.Type.Basic.VERSION;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.program.Expr;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes a value fit the type that is wanted of it: where the meaning is plain it is converted, otherwise refused. */
final class Coercion {
    private static final String RANGE_SIGNS = "~^<>=*|, ";

    private final CheckDiagnostics diagnostics;
    private final Function<Type, String> parts;

    /**
     * @param parts a sentence that says which parts of a type have a text; may be empty
     */
    Coercion(CheckDiagnostics diagnostics, Function<Type, String> parts) {
        this.diagnostics = diagnostics;
        this.parts = parts;
    }

    /**
     * The value as the wanted type.
     *
     * @param role who wants it, such as {@code `timeout:` of helm.upgrade}
     * @param optional whether nil is as good as leaving it out
     */
    Expr fit(Expr given, Span at, Type wanted, String role, boolean optional) {
        Type type = given.type();
        if (Types.isWrong(given)) {
            return given;
        }
        if (type == SECRET && wanted != SECRET) {
            return secret(given, at, role + " would show it");
        }
        if (Types.same(type, wanted) || (optional && Types.isNil(given))) {
            return given;
        }
        if (wanted == TEXT && (type == VERSION || type == INT)) {
            return text(given);
        }
        if (wanted == VERSION && type == TEXT) {
            return version(given, at, true);
        }
        if (wanted == BOOL && !(given instanceof Expr.Constant && type == TEXT)) {
            return condition(given, at, role);
        }
        refuse(given, at, wanted, role);
        return Types.wrong(given.where());
    }

    /** A text compared with a version, or given where one is wanted. */
    Expr version(Expr text, Span at, boolean rangesToo) {
        if (!(text instanceof Expr.Constant constant) || !(constant.value() instanceof Value.Text(String written))) {
            return text;
        }
        Optional<SemanticVersion> version = SemanticVersion.parse(written);
        if (version.isPresent()) {
            return new Expr.Constant(text.where(), VERSION, new Value.Version(version.get()));
        }
        if (rangesToo && written.chars().anyMatch(c -> RANGE_SIGNS.indexOf(c) >= 0)) {
            return text;
        }
        diagnostics
                .at(Code.RB0238, at)
                .says(
                        "\"" + SourcePlaces.cut(written) + "\" is not a version",
                        "A version is one to three numbers with dots between, such as \"1.16.1\" or \"v3.2\","
                                + " and may end in a pre-release such as \"-rc.1\".",
                        "Write it like that.");
        return Types.wrong(text.where());
    }

    Expr secret(Expr given, Span at, String why) {
        String name = given instanceof Expr.Local local ? "`" + local.name() + "`" : "this";
        diagnostics
                .at(Code.RB0234, at)
                .label("a secret")
                .says(
                        name + " is a secret: " + why,
                        "A secret never becomes part of a text, a list, another name or an argument of a command, since all of"
                                + " these are shown and kept.",
                        "Hand it to an action or a lookup that takes a secret, or to a program with"
                                + " `env: { NAME: secret }`.");
        return Types.wrong(given.where());
    }

    private static Expr text(Expr given) {
        if (given instanceof Expr.Constant(var where, var type, Value.Int(long number))) {
            return new Expr.Constant(where, TEXT, Value.of(Long.toString(number)));
        }
        return new Expr.Template(given.where(), List.of(given));
    }

    private void refuse(Expr given, Span at, Type wanted, String role) {
        String written = at.text();
        if (wanted == DURATION && given.type() == INT) {
            diagnostics
                    .at(Code.RB0236, at)
                    .label("of what?")
                    .says(
                            role + " is a length of time, and this is a number",
                            "A number alone could be seconds or minutes.",
                            "Write `" + unit(written, "seconds") + "` or `" + unit(written, "minutes") + "`.");
            return;
        }
        String fix = "";
        if (wanted == BOOL && given.type() == TEXT) {
            fix = "Write true or false, without quotes.";
        } else if (wanted == INT && given.type() == TEXT) {
            fix = "Write the number without quotes.";
        } else if (wanted == DURATION && given.type() == TEXT) {
            fix = "Write a number with a unit, such as `10.minutes`, without quotes.";
        } else if (wanted == INT && given.type() == DURATION) {
            fix = "Write the number without a unit.";
        } else if (wanted instanceof Type.ListOf) {
            fix = "Write a list: [" + SourcePlaces.cut(written) + "].";
        } else if (wanted == TEXT && given.type() == BOOL) {
            fix = "Write it in quotes if the word itself is meant.";
        } else if (wanted == RESOURCES) {
            fix = "Look it up, such as deployment(\"coderd\") or release_resources(\"coder\").";
        } else if (wanted == TEXT) {
            fix = parts.apply(given.type());
        }
        diagnostics
                .at(Code.RB0235, at)
                .label("this is " + Types.a(given.type()))
                .says(role + " is " + Types.a(wanted) + ", and this is " + Types.a(given.type()), "", fix);
    }

    static String unit(String written, String unit) {
        return (written.matches("\\w+") ? written : "(" + SourcePlaces.cut(written) + ")") + "." + unit;
    }

    /** A condition must be true or false; nothing else counts as either. */
    Expr condition(Expr given, Span at, String role) {
        Type type = given.type();
        if (Types.isWrong(given) || type == BOOL || type == ANY) {
            return given;
        }
        String name = given instanceof Expr.Local local ? local.name() : "";
        diagnostics
                .at(Code.RB0241, at)
                .label("this is " + Types.a(type))
                .says(
                        role + " must be true or false, and this is " + Types.a(type),
                        "No other value counts as yes or as no.",
                        name.isEmpty()
                                ? "Compare it with something, or ask it a question that ends in `?`."
                                : "Compare it with something; whether an input has a value is asked with `given?("
                                        + name + ")`.");
        return Types.wrong(given.where());
    }
}
