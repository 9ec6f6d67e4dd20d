package dev.runbook.app.rehearse;

import dev.runbook.app.rehearse.Troubles.HelmTrouble;
import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A helm that hangs before it does anything, or ends with an error, as the scenario says.
 *
 * @param troubles those that have begun
 */
record TroubledHelm(Processes programs, Clock clock, BegunTroubles troubles) implements Processes {

    /** Which troubles have begun, and how often each still happens. */
    static final class BegunTroubles {
        /** Each as often as it still happens, in the order in which they began. */
        private final List<HelmTrouble> left = new ArrayList<>();

        synchronized void begin(HelmTrouble trouble) {
            left.addAll(Collections.nCopies(trouble.times(), trouble));
        }

        private synchronized Optional<HelmTrouble> next(List<String> command) {
            Optional<HelmTrouble> met = left.stream()
                    .filter(trouble -> acts(command) && command.get(1).equals(trouble.verb()))
                    .findFirst();
            met.ifPresent(left::remove);
            return met;
        }

        /** Whether it is a command of helm's that does what it says, and does not only tell what it would do. */
        private static boolean acts(List<String> command) {
            return command.size() > 1
                    && command.getFirst().equals(RehearsalHelm.HELM)
                    && command.stream().noneMatch(word -> word.startsWith("--dry-run") || word.equals("--help"));
        }
    }

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        Optional<HelmTrouble> trouble = troubles.next(request.arguments());
        if (trouble.isEmpty()) {
            return programs.run(request, output);
        }
        Optional<Duration> hangs = trouble.get().hangs();
        if (hangs.isEmpty()) {
            String said = trouble.get().error();
            said.lines().forEach(line -> output.line(Stream.ERR, line));
            return new Result(End.EXITED, 1, "", said + "\n", Duration.ZERO);
        }
        Optional<Duration> limit = request.limit().filter(time -> time.compareTo(hangs.get()) < 0);
        clock.sleep(limit.orElse(hangs.get()));
        return limit.isPresent() ? new Result(End.TIMED_OUT, -1, "", "", limit.get()) : programs.run(request, output);
    }

    @Override
    public boolean runs(long pid, Instant started) {
        return programs.runs(pid, started);
    }

    /** A run that was killed in a rehearsal was of our own process, whose other programs belong to other rehearsals. */
    @Override
    public List<Running> adopt(long pid) {
        return List.of();
    }

    @Override
    public List<Background> background() {
        return programs.background();
    }

    @Override
    public Optional<String> find(String program) {
        return programs.find(program);
    }
}
