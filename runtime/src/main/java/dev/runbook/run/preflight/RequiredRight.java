package dev.runbook.run.preflight;

import dev.runbook.port.Right;
import java.util.List;

/**
 * A right that a plan needs.
 *
 * @param surely whether the run cannot go well without it; otherwise it is needed in some cases, or after a failure
 * @param places where it is needed: {@code step 9 "Upgrade Coder"}, {@code step 9.4.1 "Uninstall Coder", after a failure}
 */
public record RequiredRight(Right right, boolean surely, List<String> places) {
    public RequiredRight {
        places = List.copyOf(places);
    }
}
