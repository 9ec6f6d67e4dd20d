package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ReleaseValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the helm actions and lookups have in common: how a call's values become helm's arguments, and how helm ends. */
public final class HelmCalls {
    private HelmCalls() {}

    /** Builds the argument list of a call for a version of helm. */
    interface CommandBuilder {
        List<String> write(Call call, SemanticVersion helm);
    }

    /** The command of a plan, for the helm at hand or the one that most people have. */
    static Intent intent(Call call, CommandBuilder writer) throws InterruptedException {
        Helm helm = call.client(Helm.class);
        return new Intent.Command(
                helm.command(writer.write(limited(call, helm), helm.versionOrAssumed()), namespaceFor(call)));
    }

    /** Fails with what is wrong with a call for this helm, before anything is done for it. */
    static void check(Call call, CommandBuilder writer) throws InterruptedException {
        Helm helm = call.client(Helm.class);
        writer.write(limited(call, helm), helm.version());
    }

    /** Runs a command about repositories; only the exit code says whether it went well. */
    static Outcome run(Call call, CommandBuilder writer, Processes.Output output) throws InterruptedException {
        return outcome(call, writer, (helm, arguments) -> helm.change(arguments, namespaceFor(call), output));
    }

    /** Runs a command that changes the release that stands first, likewise. */
    static Outcome run(Call call, ReleaseOperation.Verb verb, CommandBuilder writer, Processes.Output output)
            throws InterruptedException {
        return outcome(
                call,
                writer,
                (helm, arguments) -> helm.change(arguments, ReleaseOperation.of(verb, limited(call, helm)), output));
    }

    private interface Change {
        Processes.Result by(Helm helm, List<String> arguments) throws InterruptedException;
    }

    private static Outcome outcome(Call call, CommandBuilder writer, Change change) throws InterruptedException {
        try {
            Helm helm = call.client(Helm.class);
            List<String> arguments = writer.write(limited(call, helm), helm.version());
            Processes.Result result = change.by(helm, arguments);
            return result.ok()
                    ? Outcome.done("")
                    : new Outcome.NotDone(RefusalDetails.of(
                            call,
                            HelmTexts.RECOGNITION.recognise(helm.command(arguments, namespaceFor(call)), result)));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    /** Held to the longest that this helm may take, whatever the runbook says; helm's own limit is five minutes. */
    private static Call limited(Call call, Helm helm) {
        Optional<Duration> longest = helm.settings().longest();
        return longest.isPresent() && call.signature().option("timeout").isPresent()
                ? call.with("timeout", new Value.Duration(longest.get()))
                : call;
    }

    /** A positional value, held to a rule; what a plan does not know yet is not. */
    public static String argument(Call call, int index, UnaryOperator<String> rule) {
        return rest(call, index, call.signature().positional().get(index).name(), rule);
    }

    /** One of the values behind the named positional ones. */
    static String rest(Call call, int index, String what, UnaryOperator<String> rule) {
        Value value = call.positional().get(index);
        String text = ArgumentText.of(value, what);
        return value instanceof Value.Unknown ? text : rule.apply(text);
    }

    /** The namespace of a release: the option, or the one that stands where the call stands; empty when none is known. */
    public static String namespace(Call call) {
        Value value = call.option("namespace").orElse(call.namespace());
        return switch (value) {
            case Value.Nil nil -> "";
            case Value.Unknown unknown -> ArgumentText.of(unknown, "namespace");
            default -> {
                String text = ArgumentText.of(value, "namespace");
                yield text.isEmpty() ? "" : HelmNames.namespace(text);
            }
        };
    }

    /** The release at a place of a call; empty while it is not known, and where it can be none. */
    static Optional<ReleaseName> release(Call call, int place) {
        Value namespace = call.option("namespace").orElse(call.namespace());
        if (namespace instanceof Value.Unknown || call.positional().get(place) instanceof Value.Unknown) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReleaseName(namespace(call), argument(call, place, HelmNames::release)));
        } catch (Failed refused) {
            // It fails of the same when it is performed.
            return Optional.empty();
        }
    }

    /** The files with values of the release that stands first in a call. */
    static Optional<ReleaseValues> values(Call call, List<Value> paths) {
        List<String> files = paths.stream()
                .filter(path -> !(path instanceof Value.Unknown))
                .map(path -> call.client(Workspace.class).absolute(ArgumentText.of(path, "values")))
                .toList();
        return files.isEmpty() ? Optional.empty() : release(call, 0).map(release -> new ReleaseValues(release, files));
    }

    /** Commands about repositories know no namespace. */
    static Optional<String> namespaceFor(Call call) {
        return call.signature().option("namespace").isPresent()
                ? Optional.of(namespace(call)).filter(n -> !n.isEmpty())
                : Optional.empty();
    }
}
