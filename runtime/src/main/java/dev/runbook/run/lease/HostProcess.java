package dev.runbook.run.lease;

/**
 * A process of a machine.
 *
 * @param started when it started, as text that no other process of its host with this number will have
 */
public record HostProcess(String host, long pid, String started) {
    String words() {
        return "process " + pid + " on " + host;
    }
}
