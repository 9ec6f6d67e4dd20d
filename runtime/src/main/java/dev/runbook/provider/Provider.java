package dev.runbook.provider;

import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.signature.Signature;
import dev.runbook.port.Observer.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A product area: what runbooks can do there and ask there, and how it looks at its part of the world. */
public interface Provider {
    /** How messages name it. */
    String name();

    /** Whether a runbook that uses this needs {@link #reach}. */
    default boolean isNeededBy(ProgramTraversal.SignatureUse use) {
        return false;
    }

    /** Fails, with a {@link dev.runbook.language.failure.Failed}, where the provider cannot work at all. */
    default void reach(World world) throws InterruptedException {}

    /** What of the world cannot be read where {@link #reach} fails. */
    default Set<Facet> facets() {
        return Set.of();
    }

    /** Everything that runbooks can name of it, in the order of the documentation. */
    List<Signature> signatures();

    /** What it refuses of the arguments of these. */
    default ArgumentRules rules() {
        return ArgumentRules.NONE;
    }

    /** An action for each signature of one. */
    default List<Action> actions() {
        return List.of();
    }

    /** A lookup for each signature of one. */
    default List<Lookup> lookups() {
        return List.of();
    }

    /** What an operator can do about things that a wait still sees missing, the most telling first. */
    default List<String> advice(List<Pending> missing) {
        return List.of();
    }

    /** By what the failures of its tools are recognised, and what can be done about them; empty where it has no tools. */
    default Optional<KnownFailures> knownFailures() {
        return Optional.empty();
    }

    /** How it reads its part of a rehearsal's scenario; empty where real clients reach only the embedded cluster and its files. */
    default Optional<ScenarioReader> scenarioReader() {
        return Optional.empty();
    }

    /** The world for one look at it: its clients ask each question once and then answer from memory. */
    default World caching(World world) {
        return world;
    }

    /** Whether a client of such a world has answered something that it remembers. */
    default boolean hasCachedAnswers(World world) {
        return false;
    }

    /** The same world, but no question takes longer than that. */
    default World limitedTo(World world, Duration longest) {
        return world;
    }

    /**
     * The world for one wait: what cannot have a new answer yet is not asked again.
     *
     * @param every how often the wait asks
     */
    default World polledEvery(World world, Duration every) {
        return world;
    }
}
