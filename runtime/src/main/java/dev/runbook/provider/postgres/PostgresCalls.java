package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.Right;
import dev.runbook.provider.Call;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.kube.ObjectNames;
import java.util.List;
import java.util.Optional;

/** What the actions and lookups of PostgreSQL have in common: where the database is, from a secret that nobody sees. */
public final class PostgresCalls {
    private static final String THROUGH = "through";
    private static final String NAMESPACE = "namespace";

    private PostgresCalls() {}

    /** The way to the database that stands first among the arguments. */
    public static ConnectionSpec way(Call call) {
        return new ConnectionSpec(
                connection(call.positional().getFirst(), call.signature().name()), through(call));
    }

    private static Optional<ConnectionSpec.Through> through(Call call) {
        return text(call, THROUGH).map(object -> {
            way(object);
            Value namespace = call.option(NAMESPACE).orElse(call.namespace());
            return new ConnectionSpec.Through(object, ArgumentText.of(namespace, NAMESPACE));
        });
    }

    /** Gives an object back that a way into the cluster can lead through, and fails when the text names none. */
    public static String way(String object) {
        if (!object.matches("([^/\\s]+/)?[^/\\s]+")) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "through: \"" + object + "\" names no object of the cluster",
                    "Write what kubectl port-forward takes: service/timescale, statefulset/timescale or"
                            + " pod/timescale-0."));
        }
        ObjectNames.of(
                object.contains("/") ? object.substring(0, object.indexOf('/')) : "pod",
                object.substring(object.indexOf('/') + 1));
        return object;
    }

    /** The connection that a secret holds. */
    private static Conninfo connection(Value value, String what) {
        if (value instanceof Value.Secret(String name, String content)) {
            return Conninfo.parse(content, "the secret " + name);
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed,
                what + " was given no database",
                "Give the secret with the environment, a file or the prompt, or ask given?(database) first."));
    }

    /** The rights that a database in the cluster needs: to find its pod and to get into that. One that is reached directly needs none. */
    public static void rights(Call call, RightsNeeded needed) throws InterruptedException {
        if (call.option(THROUGH).isEmpty()) {
            return;
        }
        Optional<String> object = call.knownText(THROUGH);
        Optional<String> namespace = call.knownNamespace();
        if (object.isEmpty() || namespace.isEmpty()) {
            needed.knownLater();
            return;
        }
        try {
            ClusterReader cluster = call.client(ClusterReader.class);
            int slash = object.get().indexOf('/');
            Kind pod = cluster.kind("pod");
            Kind kind = slash < 0 ? pod : cluster.kind(object.get().substring(0, slash));
            needed.always(List.of(Right.of("get", kind, namespace.get())));
            if (!kind.equals(pod)) {
                needed.always(List.of(Right.of("list", pod, namespace.get())));
            }
            into(pod, "portforward", namespace.get(), needed);
            if (call.isTrue("in_pod")) {
                into(pod, "exec", namespace.get(), needed);
            }
        } catch (Failed unheardOf) {
            needed.knownLater();
        }
    }

    /** A web socket is opened by a GET; from Kubernetes 1.35 on the right to create is asked for as well. */
    private static void into(Kind pod, String subresource, String namespace, RightsNeeded needed) {
        needed.always(List.of(Right.of("get", pod, namespace).on(subresource)));
        needed.sometimes(List.of(Right.of("create", pod, namespace).on(subresource)));
    }

    /** How a plan calls the database, also where it is not known yet. */
    static String shown(Call call) {
        Value database = call.positional().getFirst();
        return (database instanceof Value.Unknown unknown
                        ? "the database " + unknown.label()
                        : connection(database, call.signature().name()).shown())
                + text(call, THROUGH).map(object -> ", through " + object).orElse("");
    }

    static boolean bool(Call call, String option, boolean otherwise) {
        return call.option(option).map(Value.TRUE::equals).orElse(otherwise);
    }

    static long jobs(Call call) {
        return jobs(call.option("jobs").orElse(Value.NIL) instanceof Value.Int(long number) ? number : 1);
    }

    /** Gives the number back, and fails when so many cannot work at once. */
    public static long jobs(long number) {
        if (number < 1 || number > 64) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    number + " is not a number of jobs",
                    "Give `jobs:` a number from 1 to 64."));
        }
        return number;
    }

    static Optional<String> text(Call call, String option) {
        return call.option(option).map(value -> ArgumentText.of(value, option));
    }
}
