package dev.runbook.language.failure;

import java.util.Arrays;
import java.util.Optional;

/** The failures that a rescue clause can name. */
public enum FailureClass {
    ImmutableField("a field that Kubernetes does not let anyone change was changed"),
    ForeignOwner("an object that the chart wants to create exists and belongs to something else"),
    OperationInProgress("an earlier helm operation was interrupted and left the release pending"),
    ApplyConflict("another manager owns a field that server-side apply wants to set"),
    RollbackFailed("the upgrade failed and so did the rollback"),
    NotReady("helm waited for resources to be ready and its time ran out"),
    ReleaseNotFound("there is no such release"),
    ChartNotFound("there is no such chart or version in the repository"),
    Unreachable("the API server, the chart repository, the database or a name server did not answer"),
    Unauthenticated("the API server does not know who asks: there are no credentials, or they have expired"),
    Forbidden("the account may not do this"),
    NamespaceMissing("the namespace is not there"),
    NamespaceTerminating("the namespace is being deleted, and takes nothing new"),
    Timeout("a wait or a step of the runbook ran out of time"),
    CommandFailed("a command ended with an error that fits no other class"),
    AssertionFailed("an assert of the runbook did not hold"),
    Declined("a person said no, or nobody answered"),
    InDoubt("whether an action has done its work cannot be told yet, such as while helm still runs"),
    Cancelled("a person interrupted the run");

    private final String about;

    FailureClass(String about) {
        this.about = about;
    }

    /**
     * Whether no rescue clause answers to it: a person has decided, or has to, and until then nothing may be built on what
     * became of the action.
     */
    public boolean passesByRescue() {
        return switch (this) {
            case Declined, InDoubt, Cancelled -> true;
            case ImmutableField,
                    ForeignOwner,
                    OperationInProgress,
                    ApplyConflict,
                    RollbackFailed,
                    NotReady,
                    ReleaseNotFound,
                    ChartNotFound,
                    Unreachable,
                    Unauthenticated,
                    Forbidden,
                    NamespaceMissing,
                    NamespaceTerminating,
                    Timeout,
                    CommandFailed,
                    AssertionFailed -> false;
        };
    }

    public String about() {
        return about;
    }

    public static Optional<FailureClass> named(String name) {
        return Arrays.stream(values()).filter(c -> c.name().equals(name)).findFirst();
    }
}
