package dev.runbook.provider.kube;

/**
 * Whether an object is what it should be, and if not, how it stands.
 *
 * @param state in a few words: {@code 0 of 1 available}; of what is ready by being there, what it lacks to be more
 * @param detail why, if the object says so; may be empty
 */
public record ReadinessResult(boolean ready, String state, String detail) {
    private static final ReadinessResult READY = new ReadinessResult(true, "", "");

    static ReadinessResult yes() {
        return READY;
    }

    /** Ready because it exists; nothing of it says more. */
    static ReadinessResult there(String lacking) {
        return new ReadinessResult(true, lacking, "");
    }

    /** Whether nothing but its being there counted. */
    public boolean byBeingThere() {
        return ready && !state.isEmpty();
    }

    static ReadinessResult not(String state, String detail) {
        return new ReadinessResult(false, state, detail);
    }

    static ReadinessResult not(String state) {
        return not(state, "");
    }

    /** The same verdict with this detail, if it has none of its own. */
    public ReadinessResult because(String why) {
        return ready || !detail.isEmpty() ? this : not(state, why);
    }
}
