<html>
<body>
  <p>Hello</p>
</body>
</html>
