package dev.runbook.shipped;

import java.util.ArrayList;
import java.util.List;

/** Where a run is killed. */
sealed interface FaultPoint {
    /**
     * Right before or right after a fact is written into the journal.
     *
     * @param number counts the facts from 1
     */
    record AtFact(int number, boolean written) implements FaultPoint {}

    /**
     * While helm works for the run.
     *
     * @param call counts the calls of helm from 1
     * @param writing after its first write to the release, and not before it has done anything
     * @param helmToo whether helm is killed with the run, as by a machine that goes down, and does not go on alone
     */
    record InHelm(int call, boolean writing, boolean helmToo) implements FaultPoint {}

    /** Every point of a run that is known to write so many facts and to call helm so. */
    static List<FaultPoint> all(int facts, List<String> helmCalls) {
        List<FaultPoint> all = new ArrayList<>();
        for (int fact = 1; fact <= facts; fact++) {
            all.add(new AtFact(fact, false));
            all.add(new AtFact(fact, true));
        }
        for (int call = 1; call <= helmCalls.size(); call++) {
            all.add(new InHelm(call, false, false));
            all.add(new InHelm(call, false, true));
            if (PausingHelm.changesReleases(helmCalls.get(call - 1))) {
                all.add(new InHelm(call, true, false));
                all.add(new InHelm(call, true, true));
            }
        }
        return all;
    }
}
