package dev.runbook.action;

import dev.runbook.port.Processes;

/** Something that a statement does to the world. Stateless: everything it needs comes with the call. */
public sealed interface Action
        permits DnsUpdate,
                FileCopy,
                FileDelete,
                FileWrite,
                HelmGetValues,
                HelmRepoAdd,
                HelmRepoUpdate,
                HelmRollback,
                HelmUninstall,
                HelmUpgrade,
                PostgresDrop,
                PostgresDump,
                PostgresRestore,
                ResourceAnnotate,
                ResourceDelete,
                ResourceLabel,
                ResourceRestart,
                ResourceScale,
                ResourceSnapshot,
                RunProgram {
    /** Its name in the catalogue. */
    String name();

    /** What it is going to do; reads nothing but helm's version, and works with values that are not known yet. */
    Intent intent(Call call);

    /**
     * The call with what was left to the action to choose, such as the last deployed revision; as it is where
     * the world does not tell.
     */
    default Call completed(Call call) throws InterruptedException {
        return call;
    }

    /** Does it. A failure of the world is an outcome, never an exception. */
    Outcome perform(Call call, Processes.Output output) throws InterruptedException;

    /** The state before, by which {@link #evidence} can tell later; empty where that needs none. */
    default String mark(Call call) throws InterruptedException {
        return "";
    }

    /**
     * Whether the effect of this very call is there, after it was cut short. Asked only of what must not be done twice.
     *
     * @param mark what {@link #mark} said before it was begun
     */
    default Evidence evidence(Call call, String mark) throws InterruptedException {
        return new Evidence.Unknown("nothing tells whether it had its effect");
    }
}
