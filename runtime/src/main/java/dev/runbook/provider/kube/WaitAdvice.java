package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator can do about the things that a wait still sees missing. */
public final class WaitAdvice {
    private static final String FINALIZER = "finalizer";
    private static final String LOAD_BALANCER = "service.kubernetes.io/load-balancer-cleanup";

    private WaitAdvice() {}

    /** The advice, the most telling first; empty when nothing is known of what is missing. */
    public static List<String> on(List<Observer.Pending> pending) {
        List<String> advice = new ArrayList<>();
        Optional<Observer.Pending> held = pending.stream()
                .filter(one -> one.detail().startsWith(FINALIZER))
                .findFirst();
        if (held.isPresent()) {
            advice.add(
                    held.get().detail().contains(LOAD_BALANCER)
                            ? "The cloud's load balancer controller holds " + name(held.get())
                                    + " until it has released the"
                                    + " address. Check that the controller runs, and in the cloud's console whether"
                                    + " the load balancer is still there."
                            : "Whoever set the " + held.get().detail() + " must remove it from " + name(held.get())
                                    + ". Check that its controller runs.");
            ResourceId object = held.get().resource();
            advice.add("Only when you know that what it guards is gone, remove the finalizer by hand: kubectl patch "
                    + object.shortName() + namespace(object)
                    + " --type=json -p '[{\"op\":\"remove\",\"path\":\"/metadata/finalizers\"}]'");
        }
        Optional<Observer.Pending> left = pending.stream()
                .filter(one -> one.detail().equals(ResourcesGone.NOBODY))
                .findFirst();
        if (held.isEmpty() && left.isPresent()) {
            ResourceId object = left.get().resource();
            advice.add("Nobody has deleted it: kubectl delete " + object.shortName() + namespace(object)
                    + ", or in the runbook resource.delete of it.");
        }
        Optional<ResourceId> named = pending.stream()
                .map(Observer.Pending::resource)
                .filter(resource -> !resource.kind().isEmpty())
                .findFirst();
        if (named.isPresent()) {
            ResourceId first = named.get();
            advice.add("See why with: kubectl describe " + first.shortName() + namespace(first) + ", then run again.");
        }
        return advice;
    }

    private static String namespace(ResourceId object) {
        return object.namespace().isEmpty() ? "" : " --namespace=" + object.namespace();
    }

    private static String name(Observer.Pending pending) {
        return pending.resource().shortName();
    }
}
