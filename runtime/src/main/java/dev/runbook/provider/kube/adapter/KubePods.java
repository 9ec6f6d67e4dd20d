package dev.runbook.provider.kube.adapter;

import dev.runbook.port.Clock;
import dev.runbook.port.Pods;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Ways into pods by the API server's exec and portforward, each over a web socket. */
record KubePods(ClusterConnection link, Clock clock, StopRequests interruption) implements Pods {
    @Override
    public Forward forward(Pod pod, int port) {
        return new PodForward(link, pod, port, clock);
    }

    @Override
    public Processes.Result run(Pod pod, List<String> command, String input, OutputStream out, Processes.Output output)
            throws IOException, InterruptedException {
        return new PodProgram(pod, command, out, output).run(link, clock, interruption, input);
    }
}
