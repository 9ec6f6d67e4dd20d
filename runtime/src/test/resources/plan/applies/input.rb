runbook "Move the port"

in_namespace "shop"

step "Apply the service" do
  resource.apply "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: [{name: http, port: 8080}]}}"
end
