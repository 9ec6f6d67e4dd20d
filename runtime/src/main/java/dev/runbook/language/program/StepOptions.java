package dev.runbook.language.program;

import java.util.Optional;

/**
 * The options of a step, as written.
 *
 * @param onlyIf {@code if:}
 * @param unless {@code unless:}
 * @param timeout {@code timeout:}, over one attempt of the body
 * @param retries {@code retries:}, how many further attempts
 * @param every {@code every:}, the pause before the next attempt
 * @param backoff {@code backoff:}, what the pause is multiplied by after each attempt
 * @param destructive {@code destructive:}
 * @param verify {@code verify:}, a lookup that says whether the effect is already there
 * @param againUnless {@code again_unless:}, what must still hold when the run is carried on behind the step
 */
public record StepOptions(
        Optional<Expr> onlyIf,
        Optional<Expr> unless,
        Optional<Expr> timeout,
        Optional<Expr> retries,
        Optional<Expr> every,
        Optional<Expr> backoff,
        boolean destructive,
        Optional<Expr> verify,
        Optional<Expr> againUnless) {
    public static final StepOptions NONE = new StepOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty());
}
