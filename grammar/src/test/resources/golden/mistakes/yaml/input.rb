apiVersion: v1
kind: Service
metadata:
  name: coder
  labels:
    - a: b
