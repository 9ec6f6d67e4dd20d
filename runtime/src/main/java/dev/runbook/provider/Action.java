package dev.runbook.provider;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that a statement does to the world. Stateless: everything it needs comes with the call. */
public interface Action {
    /** Its name in the catalogue. */
    String name();

    /** What it is going to do; reads nothing but helm's version, and works with values that are not known yet. */
    Intent intent(Call call) throws InterruptedException;

    /**
     * The call with what was left to the action to choose, such as the last deployed revision; as it is where
     * the world does not tell.
     */
    default Call completed(Call call) throws InterruptedException {
        return call;
    }

    /** The call with the names that it chooses itself just before its effect, so that the journal has them. */
    default Call prepared(Call call) throws InterruptedException {
        return call;
    }

    /**
     * Why this very call is refused, whatever the world is like.
     *
     * @param own for each positional value, whether the runbook's own text says how it begins
     */
    default Optional<Failure> refuses(Call call, List<Boolean> own) {
        return Optional.empty();
    }

    /** Why it could not begin on this machine now, such as a program that is not there. */
    default Optional<Failure> lacks(Call call) {
        return Optional.empty();
    }

    /** Names the rights on the cluster that this call needs, as far as what it is given is known before the run. */
    default void rights(Call call, RightsNeeded needed) throws InterruptedException {
        if (call.signature().writes().contains(Facet.CLUSTER)) {
            needed.knownLater();
        }
    }

    /** The release that it takes to a version of a chart; empty for one that moves none. */
    default Optional<ReleaseMove> moves(Call call) {
        return Optional.empty();
    }

    /**
     * The release that nobody else must change meanwhile; empty for an action that changes none, and while its name is
     * not known.
     */
    default Optional<ReleaseName> locks(Call call) {
        return Optional.empty();
    }

    /** The files that it writes the values of a release to, or gives to one; empty where it has nothing to do with values. */
    default Optional<ReleaseValues> values(Call call) {
        return Optional.empty();
    }

    /**
     * What this very call would do to the objects of the cluster: reads, and changes nothing. Where that cannot be found
     * out it throws {@link dev.runbook.language.failure.Failed}.
     */
    default Impact impact(Call call) throws InterruptedException {
        return Impact.NONE;
    }

    /**
     * What this very call would change, a line for each field, for the plan; asks the server for a dry run at most. Throws
     * {@link dev.runbook.language.failure.Failed} where that is refused.
     */
    default List<String> differences(Call call) throws InterruptedException {
        return List.of();
    }

    /** Does it. A failure of the world is an outcome, never an exception. */
    Outcome perform(Call call, Processes.Output output) throws InterruptedException;

    /** What it waits for by itself while it is performed, so that this can be shown meanwhile; empty where it does not. */
    default Optional<Progress> awaits(Call call) {
        return Optional.empty();
    }

    /** The limit that it has where the runbook says none, for the plan to show. */
    default Optional<Duration> unsaidLimit(Call call) {
        return Optional.empty();
    }

    /** The state before, by which {@link #evidence} can tell later; empty where that needs none. */
    default String mark(Call call) throws InterruptedException {
        return "";
    }

    /**
     * What the effect of this call is meant for: each thing in words, with what makes it that very thing and no other of
     * its name; nil for one that is not there. Empty where nothing tells that, or it cannot be read.
     */
    default Map<String, Value> meant(Call call) throws InterruptedException {
        return Map.of();
    }

    /** Whether what an agreement or an intent was given for is what is there now. */
    default boolean same(Call call, Value before, Value now) throws InterruptedException {
        return before.equals(now);
    }

    /** What makes a thing that very thing, in words for people. */
    default String words(Value identity) {
        return Identities.words(identity);
    }

    /**
     * Whether the effect of this very call is there, after it was cut short.
     *
     * @param before what {@link #mark} and {@link #meant} said before it was begun
     */
    default Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        return new Evidence.Undetermined("nothing tells whether it had its effect");
    }

    /** The same call, held to what it was meant for, when it is done again after it was cut short. */
    default Call again(Call call, StateBefore before) throws InterruptedException {
        return call;
    }
}
