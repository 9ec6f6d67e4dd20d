package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.run.journal.Entry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonViewTest {
    private final StringWriter out = new StringWriter();
    private final JsonView show = new JsonView(new PrintWriter(out), new Playback());

    @Test
    void facts_are_numbered_as_in_the_journal_and_what_passes_is_not() {
        show.append(new Entry.StepStarted("Upgrade Coder", "body.7", "7", "Upgrade Coder", 1, true));
        show.output("Upgrade Coder", Processes.Stream.ERR, "say \"hi\"\t\u0007");
        show.tick();
        show.append(new Entry.Noted("Upgrade Coder", "body.1", "done"));
        assertEquals("""
                {"schema":2,"seq":1,"time":"1970-01-01T00:00:00.000Z","kind":"step_started","step":"Upgrade Coder",\
                "number":"7","task":"body.7","title":"Upgrade Coder","attempt":1,"destructive":true}
                {"kind":"output","step":"Upgrade Coder","stream":"err","line":"say \\"hi\\"\\t\\u0007"}
                {"seq":2,"time":"1970-01-01T00:00:00.000Z","kind":"noted","step":"Upgrade Coder","task":"body.1","text":"done"}
                """, out.toString());
    }

    @Test
    void what_helm_still_waits_for_is_told_once_until_it_changes() {
        ResourceId web = new ResourceId("apps/v1", "Deployment", "coder", "web", "uid");
        List<Observer.Pending> pending = List.of(new Observer.Pending(web, "0 of 1 available", "OOMKilled"));
        show.notReady("Upgrade", List.of(), Optional.empty());
        show.notReady("Upgrade", pending, Optional.empty());
        show.notReady("Upgrade", pending, Optional.empty());
        show.notReady("Upgrade", List.of(), Optional.empty());
        assertEquals("""
                {"kind":"not_ready","step":"Upgrade","pending":[{"resource":"deployment/web","namespace":"coder",\
                "state":"0 of 1 available","detail":"OOMKilled"}]}
                {"kind":"not_ready","step":"Upgrade","pending":[]}
                """, out.toString());
    }

    @Test
    void a_wait_says_what_is_missing() {
        ResourceId service = new ResourceId("v1", "Service", "coder", "web-ingress", "uid");
        show.waiting(
                "Wait",
                "old.gone?",
                List.of(new Observer.Pending(service, "Terminating 12s", "finalizer f")),
                Duration.ofSeconds(12),
                Duration.ofMinutes(15),
                Optional.of("the API server does not answer"));
        assertEquals("""
                {"kind":"waiting","step":"Wait","condition":"old.gone?","pending":[{"resource":"%s",\
                "namespace":"coder","state":"Terminating 12s","detail":"finalizer f"}],"passed_ms":12000,\
                "limit_ms":900000,"trouble":"the API server does not answer"}
                """.formatted(service.shortName()), out.toString());
    }
}
