package dev.runbook.check;

import dev.runbook.action.DnsCalls;
import dev.runbook.action.PostgresDump;
import dev.runbook.action.ProgramArguments;
import dev.runbook.catalogue.Catalogue;
import dev.runbook.catalogue.Signature;
import dev.runbook.dns.Target;
import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.kube.ObjectNames;
import dev.runbook.kube.Selection;
import dev.runbook.program.Expr;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a run refuses of the arguments of one call together, although each alone could stand. */
final class Combinations {
    /** Kinds whose objects may be called almost anything. */
    private static final String OF_RIGHTS = "(?i).*\\b(cluster)?role(binding)?s?\\b.*";

    private Combinations() {}

    /** What the run would fail of, from what stands in the call itself. */
    static Optional<Failure> refused(Signature signature, List<Expr> positional, Map<String, Expr> options) {
        Map<String, Value> named = new LinkedHashMap<>();
        options.forEach((name, value) -> named.put(name, literal(value)));
        List<Value> values = positional.stream().map(Combinations::literal).toList();
        try {
            refuse(signature, values, named, Collections.nCopies(values.size(), true));
            return Optional.empty();
        } catch (Failed failed) {
            return Optional.of(failed.failure());
        }
    }

    private static Value literal(Expr expr) {
        return expr instanceof Expr.Constant constant ? constant.value() : KnownScope.UNKNOWN;
    }

    /**
     * Throws what the run would fail of.
     *
     * @param positional the values, as far as they are known
     * @param written for each of them, whether the runbook's own text says how it begins
     */
    static void refuse(Signature signature, List<Value> positional, Map<String, Value> options, List<Boolean> written) {
        switch (Catalogue.fullName(signature)) {
            case "run" -> program(new ProgramArguments(positional, options), written);
            case "postgres.dump" ->
                PostgresDump.fits(
                        Value.of("directory").equals(options.get("format")),
                        Value.TRUE.equals(options.get("in_pod")),
                        options.get("jobs") instanceof Value.Whole(long jobs) ? jobs : 1);
            case "dns.update" -> {
                if (positional.size() == 2 && positional.get(1).equals(new Value.Items(List.of()))) {
                    Target.of(List.of())
                            .given(
                                    positional.getFirst() instanceof Value.Text(String name) ? name : "the name",
                                    !Value.FALSE.equals(options.getOrDefault("remove", Value.FALSE)));
                }
                target(positional, options);
            }
            case "dns.points_at?", "dns.record_type" -> target(positional, options);
            case "resource" -> {
                oneOf(signature, positional, options, 1);
                object(positional);
            }
            default -> {
                if (ArgumentForms.selects(signature)) {
                    oneOf(signature, positional, options, 0);
                }
            }
        }
    }

    private static void program(ProgramArguments given, List<Boolean> written) {
        given.all();
        given.environment();
        given.refuseDash(written).ifPresent(failure -> {
            throw new Failed(failure);
        });
    }

    /** The addresses of a name: one type for all, if one is named. */
    private static void target(List<Value> positional, Map<String, Value> options) {
        Value address = positional.isEmpty() ? Value.NIL : positional.getLast();
        boolean texts = address instanceof Value.Text
                || (address instanceof Value.Items(List<Value> items)
                        && items.stream().allMatch(Value.Text.class::isInstance));
        if (texts) {
            Target.of(DnsCalls.texts(address)).only(options.get("type") instanceof Value.Text(String type) ? type : "");
        }
    }

    private static void oneOf(Signature signature, List<Value> positional, Map<String, Value> options, int before) {
        List<Value> ways = new ArrayList<>(positional.stream().skip(before).toList());
        List.of("labels", "release")
                .forEach(way -> Optional.ofNullable(options.get(way)).ifPresent(ways::add));
        // A value that may be nil is known in the run alone.
        if (ways.stream().noneMatch(Value.Unknown.class::isInstance)) {
            Selection.oneOf(
                    signature.name(),
                    ways.stream().filter(way -> !(way instanceof Value.Nil)).count());
        }
    }

    private static void object(List<Value> positional) {
        if (positional.size() > 1
                && positional.get(0) instanceof Value.Text(String kind)
                && positional.get(1) instanceof Value.Text(String name)
                && !kind.matches(OF_RIGHTS)) {
            ObjectNames.of(kind.substring(kind.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT), name);
        }
    }
}
