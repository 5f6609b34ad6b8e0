"""What most would write: Django and its REST framework, with nested model serializers."""
