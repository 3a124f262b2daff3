"""The one table: items, conditional writes, transactions, markers. PynamoDB lives here and in stores."""
