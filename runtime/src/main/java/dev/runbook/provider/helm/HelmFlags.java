package dev.runbook.provider.helm;

import static dev.runbook.provider.helm.Flag.always;
import static dev.runbook.provider.helm.Flag.renamed;
import static dev.runbook.provider.helm.Flag.since;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the options of an action as the flags of the helm at hand. What belongs together is kept together:
 * helm 4 replaces objects only without server-side apply, and an uninstall that waits must wait for dependents too.
 * What an older helm does anyhow needs no flag: helm 3 never lets the server apply.
 */
public final class HelmFlags {
    private static final List<Flag> SHARED = List.of(
            renamed("wait", "--wait", "--wait=watcher"),
            since("wait_strategy", 4, 0, "--wait"),
            since("wait_for_jobs", 3, 5, "--wait-for-jobs"),
            always("timeout", "--timeout"),
            renamed("force", "--force", "--force-replace"),
            since("force_conflicts", 4, 0, "--force-conflicts"),
            since("server_side", 4, 0, "--server-side"),
            always("cleanup_on_fail", "--cleanup-on-fail"),
            always("no_hooks", "--no-hooks"));

    private static final List<Flag> UPGRADE = with(
            always("version", "--version"),
            always("install", "--install"),
            renamed("atomic", "--atomic", "--rollback-on-failure"),
            always("reset_values", "--reset-values"),
            always("reuse_values", "--reuse-values"),
            since("reset_then_reuse_values", 3, 14, "--reset-then-reuse-values"),
            since("create_namespace", 3, 2, "--create-namespace"),
            since("take_ownership", 3, 17, "--take-ownership"),
            always("skip_crds", "--skip-crds"),
            since("skip_schema_validation", 3, 16, "--skip-schema-validation"),
            since("dependency_update", 3, 7, "--dependency-update"),
            always("devel", "--devel"),
            always("description", "--description"),
            always("history_max", "--history-max"));

    private static final List<Flag> ROLLBACK = with(since("history_max", 3, 4, "--history-max"));

    private static final List<Flag> UNINSTALL = List.of(
            new Flag(
                    "wait",
                    List.of(new Flag.FlagSpelling(3, 7, "--wait"), new Flag.FlagSpelling(4, 0, "--wait=watcher"))),
            since("wait_strategy", 4, 0, "--wait"),
            since("cascade", 3, 12, "--cascade"),
            always("keep_history", "--keep-history"),
            since("ignore_not_found", 3, 13, "--ignore-not-found"),
            always("no_hooks", "--no-hooks"),
            always("timeout", "--timeout"),
            always("description", "--description"));

    private static final Flag.FlagSpelling CASCADE = new Flag.FlagSpelling(3, 12, "--cascade=foreground");
    private static final Flag.FlagSpelling APPLY = new Flag.FlagSpelling(4, 0, "--server-side=false");

    private HelmFlags() {}

    /** The flags of {@code helm upgrade}, values files and single values apart. */
    public static List<String> upgrade(Map<String, Value> options, SemanticVersion helm) {
        return withoutApply(write(UPGRADE, options, helm), options, helm);
    }

    public static List<String> rollback(Map<String, Value> options, SemanticVersion helm) {
        return withoutApply(write(ROLLBACK, options, helm), options, helm);
    }

    public static List<String> uninstall(Map<String, Value> options, SemanticVersion helm) {
        List<String> flags = write(UNINSTALL, options, helm);
        if ((set(options, "wait") || options.containsKey("wait_strategy"))
                && !options.containsKey("cascade")
                && CASCADE.in(helm)) {
            flags.add(CASCADE.spelling());
        }
        return flags;
    }

    private static List<String> withoutApply(List<String> flags, Map<String, Value> options, SemanticVersion helm) {
        if (set(options, "force") && !options.containsKey("server_side") && APPLY.in(helm)) {
            flags.add(APPLY.spelling());
        }
        return flags;
    }

    /** In the order of the table, so that the same call always gives the same command. */
    private static List<String> write(List<Flag> table, Map<String, Value> options, SemanticVersion helm) {
        List<String> flags = new ArrayList<>();
        for (Flag flag : table) {
            Value value = options.getOrDefault(flag.option(), Value.NIL);
            boolean overruled = flag.option().equals("wait") && options.containsKey("wait_strategy");
            boolean done = flag.option().equals("server_side") && !flag.in(helm) && value.equals(Value.of("false"));
            if (value instanceof Value.Nil || value.equals(Value.FALSE) || overruled || done) {
                continue;
            }
            if (value instanceof Value.Unknown && !flag.in(helm)) {
                // It may well be false where the plan does not know it yet.
                continue;
            }
            String spelling = flag.spelling(helm);
            flags.add(value.equals(Value.TRUE) ? spelling : spelling + "=" + ArgumentText.of(value, flag.option()));
        }
        return flags;
    }

    private static boolean set(Map<String, Value> options, String option) {
        return Value.TRUE.equals(options.get(option));
    }

    private static List<Flag> with(Flag... own) {
        List<Flag> all = new ArrayList<>(List.of(own));
        all.addAll(SHARED);
        return List.copyOf(all);
    }
}
