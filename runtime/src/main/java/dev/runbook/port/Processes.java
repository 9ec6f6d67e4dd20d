package dev.runbook.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts programs and sees to it that none outlives the run, but for those that must not be killed. */
public interface Processes {
    /**
     * Runs a program to its end.
     *
     * @param output gets each line as it comes, from the reading threads
     * @throws InterruptedException when the thread is interrupted; the program has ended by then
     */
    Result run(Request request, Output output) throws InterruptedException;

    /** The same, for programs that work in a namespace of the cluster where they name none themselves. */
    default Processes in(String namespace) {
        return this;
    }

    /** Whether a program that an earlier process has started still runs. */
    boolean runs(long pid, Instant started);

    /**
     * Takes over the programs of a process that has died while it worked on what we work on now: they end with us.
     *
     * @param pid the number that it had on this machine
     * @return those that it had started itself and that still run
     */
    List<Running> adopt(long pid);

    /** What programs have left in the background since this was last asked; it is ended with us. */
    default List<Background> background() {
        return List.of();
    }

    /** Where a program is on the path, if it is. */
    Optional<String> find(String program);

    /**
     * A program to run: no shell, each argument as it stands.
     *
     * @param environment what is added to our own environment
     * @param limit after which the program is ended; empty for none
     * @param bound how long one that must not be killed can take in all; empty where nobody knows
     */
    record Request(
            List<String> arguments,
            Map<String, String> environment,
            Optional<Duration> limit,
            Stopping stopping,
            Optional<Duration> bound) {
        public Request {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }

        /** For a program that may be killed. */
        public Request(List<String> arguments, Map<String, String> environment, Optional<Duration> limit) {
            this(arguments, environment, limit, Stopping.AT_LAST_KILLED, Optional.empty());
        }

        public static Request of(List<String> arguments) {
            return new Request(arguments, Map.of(), Optional.empty());
        }
    }

    /** What a program may be done when it is to stop; a person who wants it now has it killed in any case. */
    enum Stopping {
        /** It is asked to end, and killed when it does not. */
        AT_LAST_KILLED,
        /** It is asked once and waited for: it takes back or ends what it is in the middle of. */
        ASKED,
        /** It is left alone and waited for: asked, it would die in the middle of its work. */
        LEFT_ALONE
    }

    /**
     * How a program ended.
     *
     * @param out standard output; when it is very long, its beginning and its end
     * @param err standard error, likewise
     */
    record Result(End end, int exitCode, String out, String err, Duration took) {
        public boolean ok() {
            return end == End.EXITED && exitCode == 0;
        }
    }

    /**
     * A program that must not be killed, and whose end is awaited.
     *
     * @param passed how long it has run
     * @param bound how long it can take
     * @param asked whether it was asked to end, or would have been if that did no harm
     */
    record Awaited(long pid, Duration passed, Duration bound, boolean asked) {}

    /**
     * A program that runs.
     *
     * @param outlives whether it goes on alone when we end, since it must not be killed
     */
    record Running(long pid, Instant started, boolean outlives) {}

    /** A program that another one has left behind when it ended. */
    record Background(long pid, String name) {}

    /** Why a program ended. */
    enum End {
        EXITED,
        /** It could not be started; {@code err} says why. */
        NOT_STARTED,
        /** Its limit ran out. */
        TIMED_OUT,
        /** A person asked the run to stop. */
        STOPPED,
        /** It must not be killed, goes on longer than it can, and was left to itself; {@code err} names its process. */
        LEFT
    }

    /** Where a program's lines go as they come. */
    interface Output {
        Output NONE = (stream, line) -> {};

        void line(Stream stream, String line);

        /** Told what a stream has of a line whose end has not come yet; a long one without its beginning. */
        default void begun(Stream stream, String part) {}

        /** Told once the program runs, before its first line. */
        default void started(long pid, Instant at) {}

        /** Told about once a second while a program that must not be killed is to end, or should have ended soon. */
        default void awaited(Awaited program) {}

        /** How much longer is waited for a program that should have ended by now; empty leaves it to itself. */
        default Optional<Duration> longer(Awaited program) throws InterruptedException {
            return Optional.empty();
        }
    }

    /** Hands all that it is told to another, but for what it looks at itself. */
    abstract class ForwardingOutput implements Output {
        private final Output next;

        protected ForwardingOutput(Output next) {
            this.next = next;
        }

        @Override
        public void line(Stream stream, String line) {
            next.line(stream, line);
        }

        @Override
        public void begun(Stream stream, String part) {
            next.begun(stream, part);
        }

        @Override
        public void started(long pid, Instant at) {
            next.started(pid, at);
        }

        @Override
        public void awaited(Awaited program) {
            next.awaited(program);
        }

        @Override
        public Optional<Duration> longer(Awaited program) throws InterruptedException {
            return next.longer(program);
        }
    }

    /** Which of its two streams a program wrote to. */
    enum Stream {
        OUT,
        ERR
    }
}
