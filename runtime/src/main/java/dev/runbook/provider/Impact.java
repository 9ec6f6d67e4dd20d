package dev.runbook.provider;

import dev.runbook.language.value.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an action would do to the objects of the cluster, known before it does it.
 *
 * @param created objects that are not there yet
 * @param changed objects that stay and become others
 * @param removed objects that go, those among them that are losses included
 * @param losses what goes and comes back by no install
 * @param costs what is disturbed, a sentence each: an address, replicas, a certificate
 * @param unknown why some of that is not known; empty where all of it is
 */
public record Impact(
        List<ResourceId> created,
        List<ResourceId> changed,
        List<ResourceId> removed,
        List<Loss> losses,
        List<String> costs,
        List<String> unknown) {
    private static final int SHOWN = 5;

    /** Of an action that touches nothing. */
    public static final Impact NONE = new Impact(List.of(), List.of(), List.of(), List.of(), List.of());

    public Impact {
        created = List.copyOf(created);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        losses = List.copyOf(losses);
        costs = List.copyOf(costs);
        unknown = List.copyOf(unknown);
    }

    /** All of it is known. */
    public Impact(
            List<ResourceId> created,
            List<ResourceId> changed,
            List<ResourceId> removed,
            List<Loss> losses,
            List<String> costs) {
        this(created, changed, removed, losses, costs, List.of());
    }

    /**
     * Something that comes back by no install.
     *
     * @param words what it is and what goes with it: {@code PersistentVolumeClaim data-db-0 and its volume}
     */
    public record Loss(ResourceId object, String words) {}

    /** Of an action that removes these and nothing else. */
    public static Impact removing(List<ResourceId> removed, List<Loss> losses, List<String> costs) {
        return new Impact(List.of(), List.of(), removed, losses, costs);
    }

    /** Of an action that disturbs something and removes nothing. */
    public static Impact costing(String cost) {
        return new Impact(List.of(), List.of(), List.of(), List.of(), List.of(cost));
    }

    /** Of an action of which it is not known what it does. */
    public static Impact unknown(String why) {
        return new Impact(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(why));
    }

    /** What is disturbed, in words for a question; losses have a question of their own. */
    public String disturbs() {
        List<String> words = new ArrayList<>(some(costs));
        if (removed.size() > 1) {
            words.addFirst(removed.size() + " objects go");
        }
        return String.join("; ", words);
    }

    /** All of it in words that stand beside those of another way: never empty, since a sentence is made of them. */
    public String summary() {
        List<String> words = new ArrayList<>();
        if (!disturbs().isEmpty()) {
            words.add(disturbs());
        }
        if (!losses.isEmpty()) {
            words.add("lost for good: "
                    + String.join(", ", some(losses.stream().map(Loss::words).toList())));
        }
        if (words.isEmpty() && !removed.isEmpty()) {
            words.add(removed.getFirst().shortName() + " goes");
        }
        for (String why : unknown) {
            words.add((words.isEmpty() ? "what it costs is not known, " : "what else it costs is not known, ") + why);
        }
        return words.isEmpty() ? "nothing goes" : String.join("; ", words);
    }

    /** As many as a person reads in a question; the plan has them all. */
    private static List<String> some(List<String> all) {
        if (all.size() <= SHOWN) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, SHOWN - 1));
        some.add("and " + (all.size() - some.size()) + " more");
        return some;
    }

    /** The same of an action that ends before it takes anything. */
    public Impact withoutLosses() {
        return new Impact(created, changed, removed, List.of(), costs, unknown);
    }

    /** Both of them; what stands in both is told once. */
    public Impact and(Impact other) {
        return new Impact(
                both(created, other.created),
                both(changed, other.changed),
                both(removed, other.removed),
                both(losses, other.losses),
                both(costs, other.costs),
                both(unknown, other.unknown));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return new ArrayList<>(
                Stream.concat(one.stream(), other.stream()).distinct().toList());
    }
}
