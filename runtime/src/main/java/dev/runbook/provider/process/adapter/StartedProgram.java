package dev.runbook.provider.process.adapter;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.launcher.CommandLauncherFactory;

/**
 * A program that was started, with everything that it started.
 *
 * @param ownGroup whether it leads a process group of its own, which can be signalled as a whole
 * @param shell whose {@code kill} sends signals, since the JDK can send no interrupt, and a small machine has no program for it
 */
record StartedProgram(Process process, boolean ownGroup, Optional<String> shell) {

    /** As Ctrl-C on a terminal: the program may clean up. */
    void interrupt() {
        if (!signal("INT")) {
            process.destroy();
        }
    }

    /** Asks all of it to end, and after a grace ends it; it is gone when this returns. */
    void end(long graceMillis) {
        ask();
        if (!gone(graceMillis)) {
            kill();
            gone(TimeUnit.SECONDS.toMillis(5));
        }
    }

    /** Asks all of it to end. */
    void ask() {
        // Once is enough: a second signal makes helm give up its clean-up.
        if (!signal("TERM")) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        signal("KILL");
    }

    /** Ends what the program left behind in its group when it ended itself. */
    void endRest() {
        if (ownGroup) {
            signal("KILL");
        }
    }

    private boolean signal(String name) {
        if (shell.isEmpty()) {
            return false;
        }
        CommandLine line = new CommandLine(shell.get());
        line.addArgument("-c", false);
        line.addArgument("kill -s $0 -- $1", false);
        line.addArgument(name, false);
        line.addArgument((ownGroup ? "-" : "") + process.pid(), false);
        try {
            Process sent = CommandLauncherFactory.createVMLauncher().exec(line, Map.of());
            return uninterrupted(sent, TimeUnit.SECONDS.toMillis(2)) && sent.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean gone(long millis) {
        return uninterrupted(process, millis);
    }

    /** An interrupt does not cut this short: it is what brought us here, and the program must be gone first. */
    private static boolean uninterrupted(Process process, long millis) {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (true) {
                try {
                    return process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
