package dev.runbook.run.journal;

/**
 * How far an entry must have come before {@link Journal#append} returns.
 *
 * <p>Every entry is with the kernel by then, so that it survives the end of our process, however sudden. What stands
 * around an effect reaches the disk as well, so that it survives the loss of power: the intent before anything is
 * changed, with everything that was written before it, and the outcome soon after: with the next intent, or alone when
 * none comes at once. Facts that only say what was read or decided reach the disk with the next intent; nothing can have
 * happened to the world that depends on them.
 */
public enum Durability {
    KERNEL,
    SOON,
    DISK;

    /** Whether an intent to change something waits for its outcome after an entry, as far as was so before it. */
    public static boolean changing(Entry entry, boolean before) {
        return entry instanceof Entry.TaskIntended task
                ? before || task.activity().changes()
                : before && !(entry instanceof Entry.TaskEnded);
    }

    /**
     * How far an entry must have come.
     *
     * @param changing whether an intent to change something waits for its outcome; the outcome of a read can be read again
     */
    public static Durability of(Entry entry, boolean changing) {
        return switch (entry) {
            case Entry.Began began -> DISK;
            case Entry.Resumed resumed -> DISK;
            case Entry.Settled settled -> DISK;
            case Entry.TaskIntended task -> task.activity().changes() ? DISK : KERNEL;
            case Entry.TaskEnded task -> changing ? SOON : KERNEL;
            case Entry.Answered answered -> DISK;
            case Entry.Ended ended -> DISK;
            case Entry.Abandoned abandoned -> DISK;
            case Entry.Foretold foretold -> KERNEL;
            case Entry.StepStarted step -> KERNEL;
            case Entry.StepSkipped step -> KERNEL;
            case Entry.StepResumed step -> KERNEL;
            case Entry.StepEnded step -> KERNEL;
            case Entry.ProgramStarted program -> KERNEL;
            case Entry.Bound bound -> KERNEL;
            case Entry.Asked asked -> KERNEL;
            case Entry.Noted noted -> KERNEL;
            case Entry.Decided decided -> KERNEL;
            case Entry.Rescuing rescuing -> KERNEL;
            case Entry.Retrying retrying -> KERNEL;
            case Entry.Interrupted interrupted -> KERNEL;
        };
    }
}
