package dev.runbook.run.engine;

/** An effect may not begin, since another may be at the same release; nothing further is done. */
public final class EffectRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EffectRefusedException(String why) {
        super(why);
    }
}
