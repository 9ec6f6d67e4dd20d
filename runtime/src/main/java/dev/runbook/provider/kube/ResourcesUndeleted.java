package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code resources.undeleted}: what of these very objects an uninstall has left, and would still be the release's to delete. */
public final class ResourcesUndeleted implements ResourcesLookup {
    private static final String RELEASE = "meta.helm.sh/release-name";

    @Override
    public String name() {
        return "resources.undeleted";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<SetMember> members = SetMember.now(call);
        Set<String> uids = members.stream()
                .map(SetMember::id)
                .map(ResourceId::uid)
                .filter(uid -> !uid.isEmpty())
                .collect(Collectors.toSet());
        List<NamedObject> left = members.stream()
                .filter(member -> !member.id().uid().isEmpty())
                .flatMap(member -> member.object().stream())
                .filter(object -> isLeft(object, uids))
                .map(NamedObject::of)
                .toList();
        return NamedObject.resources(
                "undeleted " + CallArguments.resources(call).label(), left, false);
    }

    private static boolean isLeft(KubeObject object, Set<String> uids) {
        return object.text("metadata", "deletionTimestamp").isEmpty()
                && !ResourcePolicy.kept(object)
                // What another object of the set owns goes after it.
                && Ownership.owners(object).stream().noneMatch(uids::contains)
                && object.text("metadata", "annotations", RELEASE).isPresent()
                && object.text("metadata", "labels", "app.kubernetes.io/managed-by")
                        .equals(Optional.of("Helm"));
    }
}
