package dev.runbook.app.rehearse;

import dev.runbook.app.rehearse.Troubles.ApiTrouble;
import dev.runbook.app.rehearse.Troubles.HelmTrouble;
import dev.runbook.app.rehearse.Troubles.KillPlace;
import dev.runbook.app.rehearse.Troubles.KillPoint;
import dev.runbook.app.rehearse.Troubles.TroubleStart;
import dev.runbook.diagnostic.Suggestion;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what goes wrong in a scenario. */
record TroubleReader(String place, ScenarioFields scenario) {
    static final String API = "api";
    static final String HELM = "helm";
    static final String PODS = "pods";
    static final String KILL = "kill";

    /** The fields of a scenario that are read here. */
    static final List<String> FIELDS = List.of(API, HELM, PODS, KILL);

    private static final Pattern KILLED = Pattern.compile("(before|in|after) +\"?(.+?)\"?");
    private static final List<String> VERBS = List.of(
            "install",
            "upgrade",
            "uninstall",
            "rollback",
            "get",
            "list",
            "history",
            "repo",
            "show",
            "template",
            "search",
            "status",
            "pull");

    /** A number of crashes that no run outlives. */
    private static final int ALWAYS = 1_000_000;

    static Troubles read(String place, ScenarioFields scenario) throws ScenarioException {
        TroubleReader reader = new TroubleReader(place, scenario);
        return new Troubles(reader.api(), reader.helm(), reader.crashing(), reader.kill());
    }

    /** Workloads whose image cannot be pulled. */
    static List<String> imageMissing(ScenarioFields scenario) throws ScenarioException {
        return pods(scenario).textOrTexts("image_missing");
    }

    private static ScenarioFields pods(ScenarioFields scenario) throws ScenarioException {
        return scenario.inner(PODS, "crash", "of", "image_missing");
    }

    private List<ApiTrouble> api() throws ScenarioException {
        List<ApiTrouble> all = new ArrayList<>();
        for (Object one : scenario.oneOrMore(API)) {
            ScenarioFields fields =
                    ScenarioFields.of(place + ", `" + API + "`,", one, "away", "status", "for", "at", "after");
            boolean away = fields.optional("away").isPresent();
            int status = fields.whole("status");
            if (away == (status != 0)) {
                throw wrong(API, "is either away or answers with a status. Write `{away: 20s}` or `{status: 429}`");
            }
            if (!away && (status < 400 || status > 599)) {
                throw wrong(API, "has the status " + status + ", which is no failure. Write 429, 500 or 503, say");
            }
            if (away && fields.optional("for").isPresent()) {
                throw wrong(API, "says with `away` how long; `for` goes with `status`");
            }
            all.add(new ApiTrouble(
                    start(fields),
                    away ? OptionalInt.empty() : OptionalInt.of(status),
                    fields.duration(away ? "away" : "for", Duration.ofSeconds(5))));
        }
        return all;
    }

    private List<HelmTrouble> helm() throws ScenarioException {
        List<HelmTrouble> all = new ArrayList<>();
        for (Object one : scenario.oneOrMore(HELM)) {
            ScenarioFields fields = ScenarioFields.of(
                    place + ", `" + HELM + "`,", one, "hang", "fail", "command", "times", "at", "after");
            boolean hangs = fields.optional("hang").isPresent();
            if (hangs == fields.optional("fail").isPresent()) {
                throw wrong(HELM, "either hangs or fails. Write `{hang: 30s}` or `{fail: \"Error: …\"}`");
            }
            String verb = fields.text("command", "upgrade");
            if (!VERBS.contains(verb)) {
                throw ScenarioFields.unknown(
                        place,
                        HELM,
                        "has the command \"" + verb + "\", which helm does not have",
                        Suggestion.nearest(verb, VERBS),
                        "It has " + String.join(", ", VERBS) + ".");
            }
            all.add(new HelmTrouble(
                    start(fields),
                    verb,
                    hangs ? Optional.of(fields.duration("hang", Duration.ZERO)) : Optional.empty(),
                    fields.text("fail", ""),
                    fields.optional("times").isPresent() ? fields.whole("times") : 1));
        }
        return all;
    }

    private static TroubleStart start(ScenarioFields fields) throws ScenarioException {
        return new TroubleStart(fields.optional("at"), fields.duration("after", Duration.ZERO));
    }

    private Map<String, Integer> crashing() throws ScenarioException {
        ScenarioFields pods = pods(scenario);
        Map<String, Integer> crashing = new LinkedHashMap<>();
        if (pods.optional("crash").isEmpty()) {
            return crashing;
        }
        int times = pods.is("crash", "always") ? ALWAYS : pods.whole("crash");
        List<String> which = pods.textOrTexts("of");
        for (String workload : which.isEmpty() ? List.of("*/*") : which) {
            crashing.put(workload, times);
        }
        return crashing;
    }

    private Optional<KillPoint> kill() throws ScenarioException {
        Optional<String> written = scenario.optional(KILL);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Matcher point = KILLED.matcher(written.get());
        if (!point.matches()) {
            throw wrong(KILL, "says where the run is killed. Write `kill: after \"Step title\"`, or before, or in");
        }
        return Optional.of(new KillPoint(KillPlace.valueOf(point.group(1).toUpperCase(Locale.ROOT)), point.group(2)));
    }

    private ScenarioException wrong(String field, String what) {
        return ScenarioFields.wrong(place, field, what);
    }
}
