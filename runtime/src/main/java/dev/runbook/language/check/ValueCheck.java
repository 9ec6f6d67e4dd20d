package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.DURATION;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.signature.AllowedValues;
import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.FilePath;
import dev.runbook.language.signature.Parameter;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.source.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a value that stands in the runbook must be for what it is given to: one that a run would refuse is refused now. */
final class ValueCheck {
    private final CheckDiagnostics diagnostics;
    private final ArgumentRules rules;
    private int refusals;

    ValueCheck(CheckDiagnostics diagnostics, ArgumentRules rules) {
        this.diagnostics = diagnostics;
        this.rules = rules;
    }

    /**
     * Where a value stands, and where it is used when that is elsewhere; both are looked for only when they are told.
     *
     * @param role what it is used as, such as {@code `timeout:` of helm.upgrade}
     */
    record ValueLocation(Supplier<Optional<Span>> at, Supplier<Optional<Span>> use, String role) {
        static ValueLocation of(Span at, String role) {
            return new ValueLocation(() -> Optional.of(at), Optional::empty, role);
        }

        Optional<Span> elsewhere() {
            return use.get().filter(there -> !at.get().equals(Optional.of(there)));
        }
    }

    /** How many values have been refused, those that were told before included. */
    int refusals() {
        return refusals;
    }

    /** A value that is given for a parameter. */
    void check(Signature signature, Parameter parameter, Value value, ValueLocation place) {
        switch (value) {
            case Value.Text(String text) -> text(signature, parameter, text, place);
            case Value.Int(long number) -> number(signature, parameter, number, place);
            case Value.Duration(var length) -> {
                if (parameter.type() == DURATION && (length.isNegative() || length.isZero())) {
                    tell(
                            Code.RB0239,
                            place,
                            place.role() + " must be longer than zero",
                            "",
                            "Write a length of time, such as 30.seconds, or leave it out.");
                } else if (parameter.allowed() instanceof AllowedValues.UpTo(Duration most, String why, String fix)
                        && length.compareTo(most) > 0) {
                    tell(Code.RB0239, place, place.role() + " is at most " + most.toDays() + " days", why, fix);
                }
            }
            case Value.Map(Map<String, Value> entries) ->
                entries.forEach(
                        (key, entry) -> refused(() -> rules.entry(signature, parameter.name(), key, entry), place));
            case Value.Version _,
                    Value.Bool _,
                    Value.Nil _,
                    Value.List _,
                    Value.Pattern _,
                    Value.Secret _,
                    Value.Entity _,
                    Value.Unknown _,
                    Resources _ -> {}
        }
    }

    private void text(Signature signature, Parameter parameter, String text, ValueLocation place) {
        List<String> allowed = parameter.oneOf();
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            tell(
                    Code.RB0237,
                    place,
                    place.role() + " cannot be \"" + SourcePlaces.cut(text) + "\"",
                    "",
                    diagnostics.didYouMean(text, allowed, "It is one of"));
        }
        refused(() -> text(signature, parameter.name(), text), place);
    }

    /** What stands in the language itself is no provider's. */
    private void text(Signature signature, String parameter, String text) {
        if (signature.name().equals("confirm") && parameter.equals("show")) {
            FilePath.file(text);
        }
        rules.text(signature, parameter, text);
    }

    private void number(Signature signature, Parameter parameter, long number, ValueLocation place) {
        if (parameter.allowed() instanceof AllowedValues.Between(long least, long most)
                && (number < least || number > most)) {
            tell(
                    Code.RB0239,
                    place,
                    place.role() + " is a number from " + least + " to " + most,
                    "Every runbook ends.",
                    "Write a number in these bounds.");
        }
        refused(() -> rules.number(signature, parameter.name(), number), place);
    }

    /** A text that is compared with a version. */
    void version(String text, ValueLocation place) {
        if (SemanticVersion.parse(text).isEmpty()) {
            tell(
                    Code.RB0238,
                    place,
                    "\"" + SourcePlaces.cut(text) + "\" is not a version",
                    "A version is one to three numbers with dots between, such as \"1.16.1\" or \"v3.2\","
                            + " and may end in a pre-release such as \"-rc.1\".",
                    "Write it like that.");
        }
    }

    /** Tells what a reading throws. */
    void refused(Runnable reading, ValueLocation place) {
        try {
            reading.run();
        } catch (Failed e) {
            tell(place, e.failure());
        } catch (IllegalArgumentException e) {
            tell(
                    place,
                    "this is not an address: " + e.getMessage(),
                    "Write it whole, such as https://coder.example.com/healthz.");
        }
    }

    /** Tells what a run would fail of. */
    void tell(ValueLocation place, Failure failure) {
        List<String> advice = failure.advice();
        tell(place, failure.summary(), advice.isEmpty() ? "" : advice.getFirst());
    }

    private void tell(ValueLocation place, String what, String fix) {
        tell(
                Code.RB0248,
                place,
                what,
                place.elsewhere().isEmpty()
                        ? "The run would fail here, no matter what is in the cluster."
                        : "The run would fail where it is used, no matter what is in the cluster.",
                fix);
    }

    private void tell(Code code, ValueLocation place, String what, String why, String fix) {
        refusals++;
        place.at().get().ifPresent(at -> {
            CheckDiagnostics.DiagnosticBuilder finding = diagnostics.at(code, at);
            place.elsewhere().ifPresent(use -> finding.and(use, "it is used here as " + place.role()));
            finding.says(what, why, fix);
        });
    }
}
