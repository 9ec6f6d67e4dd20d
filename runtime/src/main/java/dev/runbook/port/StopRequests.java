package dev.runbook.port;

/** Whether a person has asked the run to stop: once means cleanly, twice means now. */
public interface StopRequests {
    /** How urgent the wish is. */
    enum StopRequest {
        NONE,
        CLEANLY,
        NOW
    }

    /** Nobody asks to stop: for what runs before and after a run. */
    StopRequests NONE = new StopRequests() {
        @Override
        public StopRequest wish() {
            return StopRequest.NONE;
        }

        @Override
        public Registration onChange(Runnable listener) {
            return () -> {};
        }
    };

    StopRequest wish();

    /** Runs the listener at each change of the wish, from any thread, until the registration is closed. */
    Registration onChange(Runnable listener);

    /** Ends the listening. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
