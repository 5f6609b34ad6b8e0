"""Cities outside of Europe, and Turkey's; see ``places``."""

# name|state|latitude,longitude|postal code|thousands of people; = stands before how a name is written in Latin letters
PLACES = """
== US en
New York|New York|40.7128,-74.0060|100[01-40]|8800
Los Angeles|California|34.0522,-118.2437|900[01-68]|3900
Chicago|Illinois|41.8781,-87.6298|606[01-61]|2750
Houston|Texas|29.7604,-95.3698|770[02-99]|2300
Phoenix|Arizona|33.4484,-112.0740|850[03-54]|1600
Philadelphia|Pennsylvania|39.9526,-75.1652|191[02-54]|1600
San Antonio|Texas|29.4241,-98.4936|782[01-61]|1430
San Diego|California|32.7157,-117.1611|921[01-31]|1390
Dallas|Texas|32.7767,-96.7970|752[01-54]|1300
San Jose|California|37.3382,-121.8863|951[10-39]|1010
Austin|Texas|30.2672,-97.7431|787[01-59]|960
Jacksonville|Florida|30.3322,-81.6557|322[02-58]|950
Columbus|Ohio|39.9612,-82.9988|432[01-35]|905
Indianapolis|Indiana|39.7684,-86.1581|462[01-60]|880
Charlotte|North Carolina|35.2271,-80.8431|282[02-78]|875
San Francisco|California|37.7749,-122.4194|941[02-34]|870
Seattle|Washington|47.6062,-122.3321|981[01-99]|740
Denver|Colorado|39.7392,-104.9903|802[02-49]|715
Washington|District of Columbia|38.9072,-77.0369|200[01-20]|690
Nashville|Tennessee|36.1627,-86.7816|372[01-21]|690
Boston|Massachusetts|42.3601,-71.0589|021[08-36]|675
Portland|Oregon|45.5152,-122.6784|972[01-33]|650
Detroit|Michigan|42.3314,-83.0458|482[01-42]|640
Las Vegas|Nevada|36.1699,-115.1398|891[01-49]|640
Milwaukee|Wisconsin|43.0389,-87.9065|532[02-28]|577
Albuquerque|New Mexico|35.0844,-106.6504|871[02-23]|565
Sacramento|California|38.5816,-121.4944|958[11-38]|525
Kansas City|Missouri|39.0997,-94.5786|641[05-58]|508
Atlanta|Georgia|33.7490,-84.3880|303[03-54]|500
Omaha|Nebraska|41.2565,-95.9345|681[02-64]|486
Raleigh|North Carolina|35.7796,-78.6382|276[01-17]|468
Miami|Florida|25.7617,-80.1918|331[25-89]|440
Minneapolis|Minnesota|44.9778,-93.2650|554[01-19]|430
New Orleans|Louisiana|29.9511,-90.0715|701[12-31]|385
Honolulu|Hawaii|21.3069,-157.8583|968[13-26]|350
Pittsburgh|Pennsylvania|40.4406,-79.9959|152[01-43]|303
Anchorage|Alaska|61.2181,-149.9003|995[01-18]|291
Buffalo|New York|42.8864,-78.8784|142[01-28]|278
Salt Lake City|Utah|40.7608,-111.8910|841[01-24]|200
Albany|New York|42.6526,-73.7562|122[02-11]|99
== CA en
Toronto|Ontario|43.6532,-79.3832|M[4-6]@ #@#|2800
Calgary|Alberta|51.0447,-114.0719|T[2-3]@ #@#|1300
Ottawa|Ontario|45.4215,-75.6972|K[1-2]@ #@#|1017
Edmonton|Alberta|53.5461,-113.4938|T[5-6]@ #@#|1010
Winnipeg|Manitoba|49.8951,-97.1384|R[2-3]@ #@#|750
Vancouver|British Columbia|49.2827,-123.1207|V[5-6]@ #@#|662
Hamilton|Ontario|43.2557,-79.8711|L8@ #@#|569
Halifax|Nova Scotia|44.6488,-63.5752|B3@ #@#|440
Saskatoon|Saskatchewan|52.1332,-106.6700|S7@ #@#|266
Regina|Saskatchewan|50.4452,-104.6189|S4@ #@#|226
St. John's|Newfoundland and Labrador|47.5615,-52.7126|A1@ #@#|110
Victoria|British Columbia|48.4284,-123.3656|V8@ #@#|92
Fredericton|New Brunswick|45.9636,-66.6431|E3@ #@#|63
Charlottetown|Prince Edward Island|46.2382,-63.1311|C1@ #@#|39
== CA fr
Montréal|Québec|45.5017,-73.5673|H[1-4]@ #@#|1760
Québec|Québec|46.8139,-71.2080|G[1-3]@ #@#|549
Laval|Québec|45.6066,-73.7124|H7@ #@#|438
Gatineau|Québec|45.4765,-75.7013|J8@ #@#|291
Sherbrooke|Québec|45.4042,-71.8929|J1@ #@#|173
Trois-Rivières|Québec|46.3432,-72.5430|G[8-9]@ #@#|139
== AU en
Sydney|New South Wales|-33.8688,151.2093|20[07-50]|5300
Melbourne|Victoria|-37.8136,144.9631|30[11-58]|5000
Brisbane|Queensland|-27.4698,153.0251|40[05-78]|2500
Perth|Western Australia|-31.9505,115.8605|60[03-66]|2100
Adelaide|South Australia|-34.9285,138.6007|50[06-76]|1380
Gold Coast|Queensland|-28.0167,153.4000|42[11-27]|640
Canberra|Australian Capital Territory|-35.2809,149.1300|26[01-17]|450
Newcastle|New South Wales|-32.9283,151.7817|22[92-99]|320
Wollongong|New South Wales|-34.4278,150.8931|25[00-30]|300
Geelong|Victoria|-38.1499,144.3617|32[14-20]|270
Hobart|Tasmania|-42.8821,147.3272|70[00-11]|250
Cairns|Queensland|-16.9186,145.7781|48[68-79]|150
Darwin|Northern Territory|-12.4634,130.8456|08[10-32]|140
== NZ en
Auckland|Auckland|-36.8485,174.7633|10[10-72]|1480
Christchurch|Canterbury|-43.5321,172.6362|80[11-83]|380
Wellington|Wellington|-41.2866,174.7756|60[11-37]|215
Hamilton|Waikato|-37.7870,175.2793|32[00-16]|180
Tauranga|Bay of Plenty|-37.6878,176.1651|311[0-2]|155
Dunedin|Otago|-45.8788,170.5028|90[10-24]|130
Napier|Hawke's Bay|-39.4928,176.9120|411[0-2]|66
Nelson|Nelson|-41.2706,173.2840|701[0-1]|51
Queenstown|Otago|-45.0312,168.6626|9300|28
== BR pt
São Paulo|São Paulo|-23.5505,-46.6333|0[1001-5999]-###|11450
Rio de Janeiro|Rio de Janeiro|-22.9068,-43.1729|2[0000-3799]-###|6200
Brasília|Distrito Federal|-15.7939,-47.8828|70[000-999]-###|2800
Fortaleza|Ceará|-3.7319,-38.5267|60[000-899]-###|2430
Salvador|Bahia|-12.9777,-38.5016|4[0000-2499]-###|2400
Belo Horizonte|Minas Gerais|-19.9167,-43.9345|3[0000-1999]-###|2300
Manaus|Amazonas|-3.1190,-60.0217|690[00-99]-###|2060
Curitiba|Paraná|-25.4284,-49.2733|8[0000-2999]-###|1770
Recife|Pernambuco|-8.0476,-34.8770|5[0000-2999]-###|1490
Goiânia|Goiás|-16.6869,-49.2648|74[000-899]-###|1440
Porto Alegre|Rio Grande do Sul|-30.0346,-51.2177|9[0000-1999]-###|1330
Belém|Pará|-1.4558,-48.4902|66[000-999]-###|1300
Campinas|São Paulo|-22.9099,-47.0626|13[000-139]-###|1140
Natal|Rio Grande do Norte|-5.7793,-35.2009|59[000-139]-###|750
Florianópolis|Santa Catarina|-27.5949,-48.5482|880[00-99]-###|537
== MX es
Ciudad de México|Ciudad de México|19.4326,-99.1332|0[1000-9999]|9200
Tijuana|Baja California|32.5149,-117.0382|22[000-785]|1810
Puebla|Puebla|19.0414,-98.2063|72[000-590]|1690
León|Guanajuato|21.1250,-101.6860|37[000-690]|1580
Guadalajara|Jalisco|20.6597,-103.3496|44[100-990]|1385
Monterrey|Nuevo León|25.6866,-100.3161|64[000-989]|1140
Chihuahua|Chihuahua|28.6353,-106.0889|31[000-384]|925
Mérida|Yucatán|20.9674,-89.5926|97[000-314]|921
Cancún|Quintana Roo|21.1619,-86.8515|77[500-569]|890
Hermosillo|Sonora|29.0729,-110.9559|83[000-299]|855
San Luis Potosí|San Luis Potosí|22.1565,-100.9855|78[000-439]|820
Querétaro|Querétaro|20.5888,-100.3899|76[000-269]|800
Veracruz|Veracruz|19.1738,-96.1342|91[700-919]|425
Oaxaca de Juárez|Oaxaca|17.0732,-96.7266|68[000-154]|270
== JP ja
新宿区=Shinjuku|東京都|35.6938,139.7034|16[0-9]-####|4800
千代田区=Chiyoda|東京都|35.6940,139.7536|10[0-2]-####|4800
横浜市=Yokohama|神奈川県|35.4437,139.6380|2[20-46]-####|3770
大阪市=Osaka|大阪府|34.6937,135.5023|5[30-59]-####|2750
名古屋市=Nagoya|愛知県|35.1815,136.9066|4[50-68]-####|2330
札幌市=Sapporo|北海道|43.0618,141.3545|06[0-5]-####|1970
福岡市=Fukuoka|福岡県|33.5902,130.4017|81[0-5]-####|1610
神戸市=Kobe|兵庫県|34.6901,135.1955|65[0-8]-####|1520
京都市=Kyoto|京都府|35.0116,135.7681|60[0-9]-####|1460
広島市=Hiroshima|広島県|34.3853,132.4553|73[0-9]-####|1200
仙台市=Sendai|宮城県|38.2682,140.8694|98[0-9]-####|1090
金沢市=Kanazawa|石川県|36.5613,136.6562|92[0-1]-####|460
那覇市=Naha|沖縄県|26.2124,127.6809|90[0-2]-####|317
== IN en
Mumbai|Maharashtra|19.0760,72.8777|4000[01-99]|12400
Delhi|Delhi|28.6517,77.2219|1100[01-96]|11000
Bengaluru|Karnataka|12.9716,77.5946|5600[01-99]|8400
Hyderabad|Telangana|17.3850,78.4867|5000[01-95]|6900
Ahmedabad|Gujarat|23.0225,72.5714|3800[01-61]|5600
Chennai|Tamil Nadu|13.0827,80.2707|6000[01-99]|4650
Kolkata|West Bengal|22.5726,88.3639|7000[01-99]|4500
Surat|Gujarat|21.1702,72.8311|3950[01-23]|4460
Pune|Maharashtra|18.5204,73.8567|4110[01-62]|3100
Jaipur|Rajasthan|26.9124,75.7873|3020[01-39]|3050
Lucknow|Uttar Pradesh|26.8467,80.9462|2260[01-31]|2800
Bhopal|Madhya Pradesh|23.2599,77.4126|4620[01-47]|1800
Chandigarh|Chandigarh|30.7333,76.7794|1600[01-62]|1055
Guwahati|Assam|26.1445,91.7362|7810[01-40]|960
Kochi|Kerala|9.9312,76.2673|6820[01-41]|600
== MA fr
Casablanca|Casablanca-Settat|33.5731,-7.5898|20[000-640]|3360
Fès|Fès-Meknès|34.0181,-5.0078|30[000-130]|1112
Tanger|Tanger-Tétouan-Al Hoceïma|35.7595,-5.8340|90[000-100]|948
Marrakech|Marrakech-Safi|31.6295,-7.9811|40[000-160]|929
Meknès|Fès-Meknès|33.8935,-5.5473|50[000-080]|632
Rabat|Rabat-Salé-Kénitra|34.0209,-6.8416|10[000-220]|578
Oujda|Oriental|34.6814,-1.9086|60[000-060]|494
Agadir|Souss-Massa|30.4278,-9.5981|80[000-080]|421
== TN fr
Tunis|Tunis|36.8065,10.1815|100[0-9]|640
Sfax|Sfax|34.7406,10.7603|30[00-66]|273
Sousse|Sousse|35.8256,10.6369|40[00-61]|221
Kairouan|Kairouan|35.6781,10.0963|31[00-40]|139
Bizerte|Bizerte|37.2744,9.8739|70[00-50]|137
Gabès|Gabès|33.8815,10.0982|60[00-40]|130
Monastir|Monastir|35.7770,10.8262|50[00-60]|94
Nabeul|Nabeul|36.4513,10.7357|80[00-60]|74
== TR tr
İstanbul|İstanbul|41.0082,28.9784|34[000-890]|15500
Ankara|Ankara|39.9334,32.8597|06[000-890]|5700
İzmir|İzmir|38.4237,27.1428|35[000-640]|4400
Bursa|Bursa|40.1885,29.0610|16[000-370]|3100
Antalya|Antalya|36.8969,30.7133|07[000-230]|2600
Konya|Konya|37.8746,32.4932|42[000-250]|2300
Adana|Adana|37.0000,35.3213|01[000-240]|2270
Gaziantep|Gaziantep|37.0662,37.3833|27[000-470]|2150
Kayseri|Kayseri|38.7205,35.4826|38[000-160]|1440
Samsun|Samsun|41.2867,36.3300|55[000-140]|1370
Eskişehir|Eskişehir|39.7767,30.5206|26[000-190]|900
Trabzon|Trabzon|41.0027,39.7168|61[000-080]|820
"""
